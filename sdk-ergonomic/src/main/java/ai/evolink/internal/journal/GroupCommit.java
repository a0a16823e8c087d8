package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in batches: the first thread that waits for its record becomes the leader, and
 * writes those of all others that have come in the meantime with one write and at most one force.
 * No thread of its own.
 *
 * <p>A batch is forced before the next one is written, even if nobody asked for it: so only the
 * last batch in the file can be incomplete. After a failure nothing is appended any more, since
 * nobody knows what is on disk, and all who wait for the batch are told of it. The next batch is
 * not appended, but replaces the whole content by what the journal knows by then.
 */
final class GroupCommit {
  /** A file is written anew once it has grown by the size of its content, within these limits. */
  private static final long LEAST_GROWTH = 4L << 20;

  private static final long MOST_GROWTH = 256L << 20;

  private final JournalStorage storage;
  private final Supplier<JournalStorage.Content> content;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private StringBuilder filling = new StringBuilder();
  private boolean fillingForced;
  private long fillingBatch = 1;
  private long doneBatch;
  private long failedBatch;
  private boolean leading;
  private @Nullable Throwable failure;

  /** Used by the leader alone. */
  private boolean unforced;

  private long rewriteAt;

  /**
   * @param content gives what the journal knows: what was added so far at least, and more does no
   *     harm, since a record says what an entry is and not how it changes
   */
  GroupCommit(JournalStorage storage, Supplier<JournalStorage.Content> content) {
    this.storage = storage;
    this.content = content;
  }

  /** Writes the content anew, as at opening. Called before all others. */
  void start() throws IOException {
    rewrite();
  }

  /**
   * Adds records to the batch that is being filled; they are written in one step. The order of
   * calls is that of the records.
   *
   * @return the number of the batch, for {@link #await}
   */
  long add(String records, boolean forced) {
    lock.lock();
    try {
      filling.append(records);
      fillingForced |= forced;
      return fillingBatch;
    } finally {
      lock.unlock();
    }
  }

  /** Returns once the batch is written, and forced if a record of it has asked for that. */
  void await(long batch) throws IOException {
    lock.lock();
    try {
      while (doneBatch < batch) {
        if (failedBatch >= batch) {
          throw failed();
        }
        if (leading) {
          changed.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private IOException failed() {
    Throwable cause = failure;
    String message = cause instanceof IOException ? cause.getMessage() : "writing threw " + cause;
    return new IOException(message, cause);
  }

  private void lead() {
    String records = filling.toString();
    boolean forced = fillingForced;
    boolean broken = failure != null;
    long batch = fillingBatch++;
    filling = new StringBuilder();
    fillingForced = false;
    leading = true;
    lock.unlock();
    Throwable thrown = null;
    try {
      if (broken) {
        rewrite();
      } else {
        append(records, forced);
      }
    } catch (Throwable t) { // whatever it is, somebody has to lead after this
      thrown = t;
    } finally {
      lock.lock();
      leading = false;
      failure = thrown;
      if (thrown == null) {
        doneBatch = batch;
      } else {
        failedBatch = batch;
      }
      changed.signalAll();
    }
  }

  private void append(String records, boolean forced) throws IOException {
    if (unforced) {
      storage.force();
      unforced = false;
    }
    if (records.isEmpty()) {
      return;
    }
    storage.append(Frame.of(records.getBytes(UTF_8), storage.size()));
    if (forced) {
      storage.force();
    }
    unforced = !forced;
    if (storage.size() > rewriteAt) {
      compact();
    }
  }

  /** What could be appended need not fail because there is no room for a second file. */
  private void compact() throws IOException {
    try {
      rewrite();
    } catch (NotReplacedException e) {
      rewriteAt = later();
    }
  }

  private void rewrite() throws IOException {
    storage.replace(content.get());
    unforced = false;
    rewriteAt = later();
  }

  private long later() {
    long size = storage.size();
    return size + Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, size));
  }
}
