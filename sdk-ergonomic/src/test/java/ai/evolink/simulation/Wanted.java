package ai.evolink.simulation;

import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a caller waits for. */
class Wanted {
  final Jvm process;
  final int client;
  final String purchase;
  final String what;
  final CompletableFuture<?> future;
  final int deadline;

  /** When the wait began, on the clock of the world; -1 if it has not. */
  long accepted = -1;

  @Nullable TaskHandle task;

  /** Whether the journal knew of the order before. */
  boolean known;

  /** When the last poll of its task has begun, on the clock of the world. */
  long lookedAt;

  /** How often its end was told, and what it was. */
  int told;

  /** Why it has failed; null if it has not. */
  @Nullable Throwable failure;

  /** Whether its caller has cancelled it. */
  boolean givenUp;

  /** When its end was told, on the clock of the world. */
  long endedAt;

  boolean seenDone;
  private boolean exceptional;
  private boolean cancelled;

  /**
   * @param purchase what it buys, or has bought
   * @param what the caller has done, for messages
   * @param deadline of the wait in seconds
   */
  Wanted(
      Jvm process,
      int client,
      String purchase,
      String what,
      CompletableFuture<?> future,
      int deadline) {
    this.purchase = purchase;
    this.process = process;
    this.client = client;
    this.what = what;
    this.future = future;
    this.deadline = deadline;
  }

  boolean isWait() {
    return future instanceof TaskFuture;
  }

  /** Whether it waits for a task, of which the purchase is known that has bought it. */
  boolean isFor(String id, String bought) {
    TaskHandle known = task;
    return known == null ? purchase.equals(bought) : known.id().equals(id);
  }

  /** Whether the time of its acceptance is known for sure. */
  boolean isSurelyAccepted() {
    return accepted >= 0;
  }

  /** Whether it may end with the word that it was cancelled. */
  boolean mayBeCancelled() {
    return givenUp;
  }

  /** Whether it may be sent now. A submit that was begun before the close of its client goes on. */
  boolean maySubmit() {
    return isOpen() || process.isClosed(client);
  }

  /** Whether somebody waits for its end. */
  boolean isOpen() {
    return !future.isDone();
  }

  /** Whether it has ended with the word that nothing was bought. */
  boolean isFree() {
    return failure instanceof EvolinkException ours && ours.charge() == Charge.NONE;
  }

  /** Whether its caller has heard that something was bought, or may have been. */
  boolean knowsOfPurchase() {
    return !(failure instanceof EvolinkException ours)
        || ours.charge() == Charge.UNKNOWN
        || ours instanceof ClientClosedException; // one that was cancelled does not want to know
  }

  /** {@return what is wrong with what the future says of itself; null if that is nothing} */
  @Nullable String contradiction() {
    boolean done = future.isDone();
    if (!seenDone) {
      seenDone = done;
      exceptional = future.isCompletedExceptionally();
      cancelled = future.isCancelled();
      return !done && (exceptional || cancelled) ? "has failed, and is not done" : null;
    }
    if (!done) {
      return "was done, and is not";
    }
    return exceptional != future.isCompletedExceptionally() || cancelled != future.isCancelled()
        ? "has ended in two ways"
        : null;
  }

  @Override
  public String toString() {
    return what + " in process " + process.number;
  }
}
