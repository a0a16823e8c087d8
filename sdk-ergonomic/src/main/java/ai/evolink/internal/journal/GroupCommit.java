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
 * nobody knows what is on disk; the next record tries to replace the whole content by what the
 * journal knows.
 */
final class GroupCommit {
  /** The size from which a file is written anew once it has grown to a multiple of its content. */
  private static final long SMALL = 4L << 20;

  private static final int GROWTH = 3;

  private final JournalStorage storage;
  private final Supplier<byte[]> content;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private StringBuilder filling = new StringBuilder();
  private boolean fillingForced;
  private long fillingBatch = 1;
  private long doneBatch;
  private boolean leading;
  private @Nullable Throwable failure;

  /** Used by the leader alone. */
  private boolean unforced;

  private long rewriteAt = SMALL;

  /**
   * @param content makes the whole content from what the journal knows
   */
  GroupCommit(JournalStorage storage, Supplier<byte[]> content) {
    this.storage = storage;
    this.content = content;
  }

  /**
   * Adds a record to the batch that is being filled. The order of calls is that of the records.
   *
   * @return the number of the batch, for {@link #await}
   */
  long add(String line, boolean forced) {
    lock.lock();
    try {
      filling.append(line);
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
        if (leading) {
          changed.awaitUninterruptibly();
        } else if (failure == null) {
          lead();
        } else {
          rewrite();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void lead() throws IOException {
    byte[] records = filling.toString().getBytes(UTF_8);
    boolean forced = fillingForced;
    long batch = nextBatch();
    act(
        batch,
        () -> {
          if (unforced) {
            storage.force();
          }
          unforced = true;
          storage.append(Frame.of(records));
          if (forced) {
            storage.force();
            unforced = false;
          }
          if (storage.size() > rewriteAt) {
            compactIfPossible();
          }
        });
  }

  /** Replaces the content, which also contains what could not be written before. */
  private void rewrite() throws IOException {
    act(
        nextBatch(),
        () -> {
          storage.replace(content.get());
          unforced = false;
        });
  }

  private void compact() throws IOException {
    storage.replace(content.get());
    unforced = false;
    rewriteAt = Math.max(SMALL, GROWTH * storage.size());
  }

  /** What could be appended need not fail because there is no room for a second file. */
  private void compactIfPossible() throws IOException {
    try {
      compact();
    } catch (NotReplacedException e) {
      rewriteAt = GROWTH * storage.size();
    }
  }

  /** Writes the content anew, as at opening. */
  void compactNow() throws IOException {
    lock.lock();
    try {
      act(nextBatch(), this::compact);
    } finally {
      lock.unlock();
    }
  }

  private long nextBatch() {
    filling = new StringBuilder();
    fillingForced = false;
    return fillingBatch++;
  }

  private interface Action {
    void run() throws IOException;
  }

  private void act(long batch, Action action) throws IOException {
    leading = true;
    lock.unlock();
    Throwable thrown = null;
    try {
      action.run();
    } catch (Throwable t) {
      thrown = t;
    } finally {
      lock.lock();
      leading = false;
      failure = thrown;
      if (thrown == null) {
        doneBatch = batch;
      }
      changed.signalAll();
    }
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown != null) {
      throw new IOException("writing has thrown " + thrown, thrown);
    }
  }
}
