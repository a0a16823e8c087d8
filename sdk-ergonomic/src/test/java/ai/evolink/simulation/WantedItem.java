package ai.evolink.simulation;

import ai.evolink.BatchEnd;
import ai.evolink.BatchEnd.State;
import ai.evolink.TaskHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An item of a batch: its future is done when the batch tells its end. */
final class WantedItem extends Wanted {
  private static final long SHORTEST_REST = 1_000_000_000;

  final CompletableFuture<Object> end;
  final BatchPlan.Item plan;

  /** Whether it was taken after the batch had met its limit, or its client was closed. */
  final boolean late;

  /** Whether a byte of its submit, or of another one for its order, has left. */
  boolean left;

  /** When its batch has taken it, on the clock of the world. */
  long takenAt;

  /** When the last attempt that has left has ended; -1 if none has. */
  long triedAt = -1;

  /** When its batch was first seen to submit nothing any more; -1 if it was not. */
  long barredAt = -1;

  private boolean stopped;
  private int acceptances;

  /** Whether what is heard of its order may be about another item, or call. */
  private boolean ambiguous;

  private @Nullable State state;

  WantedItem(
      Jvm process, int client, String purchase, String what, BatchPlan.Item plan, boolean late) {
    this(process, client, purchase, what, plan, late, new CompletableFuture<>());
  }

  private WantedItem(
      Jvm process,
      int client,
      String purchase,
      String what,
      BatchPlan.Item plan,
      boolean late,
      CompletableFuture<Object> end) {
    super(process, client, purchase, what, end, plan.deadline());
    this.end = end;
    this.plan = plan;
    this.late = late;
  }

  @Override
  boolean isWait() {
    return true;
  }

  /** What is heard of the order from now on may not be about this item. */
  void isAmbiguous() {
    ambiguous = true;
  }

  /** The client has told of a task for this purchase: for this item, or for another one. */
  void accepted(TaskHandle known, long now) {
    task = known;
    accepted = now;
    acceptances++;
  }

  /** The task that was told of last may be that of another item with the same order. */
  @Override
  boolean isFor(String id, String bought) {
    return purchase.equals(bought) || super.isFor(id, bought);
  }

  @Override
  boolean isSurelyAccepted() {
    return acceptances == 1 && !ambiguous;
  }

  /**
   * Whether its batch submits nothing any more since a time when this item was under way, or
   * rested: no rest is shorter than a second. Others may submit its order, if it has one.
   */
  boolean mustNotBeTriedAgain() {
    return plan.order() == null
        && !future.isDone() // else somebody buys it once more
        && triedAt >= 0
        && barredAt >= 0
        && barredAt < triedAt + SHORTEST_REST;
  }

  /** The batch was stopped, and so nothing more is sent for this item. */
  void stops() {
    stopped = true;
  }

  @Override
  boolean mayBeCancelled() {
    return true; // as far as the batch has a reason, which is asked elsewhere
  }

  /** A close before the stop has ended the wait, and what was begun goes on. */
  @Override
  boolean maySubmit() {
    return !late && (isOpen() || process.isClosed(client));
  }

  @Override
  boolean isOpen() {
    return !future.isDone() && !stopped;
  }

  /** {@return whether this is its first end} */
  boolean ends(BatchEnd how) {
    if (state != null) {
      return false;
    }
    state = how.state();
    return true;
  }

  @Override
  boolean isFree() {
    return state == State.NOT_SUBMITTED || state == State.REFUSED;
  }

  @Override
  boolean knowsOfPurchase() {
    return state != null && !isFree();
  }
}
