package ai.evolink.internal.poll;

import ai.evolink.PollBudget;
import ai.evolink.internal.time.Timers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The polls that are due, by rank, and the poll budget. Pressing polls precede plain ones, except
 * that every fourth poll is a plain one, so that neither kind starves the other. Polls that confirm
 * a callback have a separate budget, because their tasks have very likely ended, and one such poll
 * takes the place of several. Guarded by the lock of the timers.
 */
final class PollQueue {
  /** The budget for confirmations, as a multiple of the poll budget. */
  private static final int CONFIRMATIONS = 5;

  private static final int PRESSING_AT_A_STRETCH = 3;

  private final List<ReadyQueue> ready =
      List.of(new ReadyQueue(), new ReadyQueue(), new ReadyQueue());
  private final TokenBucket budget;
  private final TokenBucket confirmations;
  private int stretch;

  PollQueue(PollBudget budget) {
    this.budget = new TokenBucket(budget);
    this.confirmations = new TokenBucket(forConfirmations(budget));
  }

  private static PollBudget forConfirmations(PollBudget budget) {
    return PollBudget.of(
        Math.min(Double.MAX_VALUE, CONFIRMATIONS * budget.perSecond()),
        (int) Math.min(Integer.MAX_VALUE, (long) CONFIRMATIONS * budget.burst()));
  }

  void change(PollBudget to, long now) {
    budget.change(to, now);
    confirmations.change(forConfirmations(to), now);
  }

  TokenBucket budget() {
    return budget;
  }

  void add(Watch watch, byte rank, long now) {
    watch.urgency = PollTimes.urgency(watch, rank, now);
    watch.state = rank;
    of(rank).add(watch);
  }

  /** Removes {@code watch} if it is in the queue. */
  void remove(Watch watch) {
    if (watch.isReady()) {
      of(watch.state).remove(watch);
    }
  }

  private ReadyQueue of(byte rank) {
    return ready.get(rank - Watch.PLAIN);
  }

  /** {@return the next watch to poll; null if no poll is due or the budget is exhausted} */
  @Nullable Watch next(long now) {
    if (!of(Watch.CONFIRMING).isEmpty() && confirmations.tryTake(now)) {
      return of(Watch.CONFIRMING).poll();
    }
    ReadyQueue pressing = of(Watch.PRESSING);
    ReadyQueue plain = of(Watch.PLAIN);
    if ((pressing.isEmpty() && plain.isEmpty()) || !budget.tryTake(now)) {
      return null;
    }
    boolean takesPlain =
        pressing.isEmpty() || (!plain.isEmpty() && stretch >= PRESSING_AT_A_STRETCH);
    stretch = takesPlain ? 0 : stretch + 1;
    return Objects.requireNonNull((takesPlain ? plain : pressing).poll());
  }

  /** {@return when {@link #next} may return another watch} */
  long nextAt(long now) {
    long at = Timers.NEVER;
    if (!of(Watch.CONFIRMING).isEmpty()) {
      at = confirmations.nextAt(now);
    }
    if (!of(Watch.PRESSING).isEmpty() || !of(Watch.PLAIN).isEmpty()) {
      at = Math.min(at, budget.nextAt(now));
    }
    return at;
  }

  /** Throttles the budgets: the service has refused a poll with 429. */
  void refused(long now) {
    budget.refused(now);
    confirmations.refused(now);
  }
}
