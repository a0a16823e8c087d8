package ai.evolink.internal.journal;

import ai.evolink.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a journal go while it is open, and what its callers are told if they do not
 * get there. All but waiting is called while the journal is locked, so that the order is kept.
 */
final class JournalWriter {
  private final String name;
  private @Nullable GroupCommit commit;

  /**
   * @param name of the storage, for messages
   */
  JournalWriter(String name) {
    this.name = name;
  }

  void open(GroupCommit started) {
    commit = started;
  }

  /** Refuses all further records, and tells what those so far are written by. */
  @Nullable GroupCommit close() {
    GroupCommit closing = commit;
    commit = null;
    return closing;
  }

  boolean isOpen() {
    return commit != null;
  }

  void requireOpen() {
    opened();
  }

  private GroupCommit opened() {
    GroupCommit open = commit;
    if (open == null) {
      throw new JournalException("The " + name + " is closed.", null, "Make a new client.");
    }
    return open;
  }

  /** Adds records, which are written in one step. Comes before the change that they tell of. */
  Ticket add(String records, boolean forced) {
    GroupCommit open = opened();
    return new Ticket(open, open.add(records, forced));
  }

  /** Records on their way. */
  final class Ticket {
    private final GroupCommit on;
    private final long batch;

    private Ticket(GroupCommit on, long batch) {
      this.on = on;
      this.batch = batch;
    }

    /** Returns when they are as durable as was asked. The journal is not locked meanwhile. */
    void await() {
      try {
        on.await(batch);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  JournalException failed(IOException e) {
    return new JournalException(
        "Cannot write the " + name + ": " + told(e) + ".",
        e,
        "No submit is sent until it can be written again.");
  }

  /** {@return the failure behind the failures, for a sentence} */
  static String told(IOException failure) {
    Throwable e = failure;
    while (e.getCause() instanceof IOException cause) {
      e = cause;
    }
    String message = e.getMessage();
    return message == null ? e.toString() : e.getClass().getSimpleName() + ": " + message;
  }
}
