package ai.evolink.internal.poll;

import ai.evolink.DurationHistory;
import ai.evolink.PollContext;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to poll next, and which poll goes first. Guarded by the lock of the {@link Timers}.
 */
public final class PollTimes {
  private static final long MIN_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration AFTER_POLICY_FAILURE = Duration.ofSeconds(5);

  /** How long before a deadline the last poll begins, so that its answer arrives in time. */
  private static final long LAST_POLL_LEAD = TimeUnit.SECONDS.toNanos(1);

  private final TokenBucket budget;
  private final RandomGenerator random;
  private final DurationHistory history;
  private final Callbacks callbacks;
  private boolean failureLogged;

  PollTimes(
      TokenBucket budget, RandomGenerator random, DurationHistory history, Callbacks callbacks) {
    this.budget = budget;
    this.random = random;
    this.history = history;
    this.callbacks = callbacks;
  }

  /**
   * {@return the time until the next poll, in nanoseconds, according to the policy of {@code wait}}
   */
  long next(Watch watch, Wait wait, @Nullable Duration retryAfter, long now) {
    PollContext.Builder context =
        PollContext.builder()
            .polls(watch.polls, watch.failures)
            .time(
                Duration.ofNanos(watch.elapsed(now)),
                Duration.ofNanos(Math.max(0, wait.deadline - now)))
            .task(watch.task.kind(), watch.task.model().orElse(null))
            .estimate(watch.task.estimatedTime().orElse(null))
            .last(watch.last)
            .retryAfter(retryAfter)
            .throttle(budget.share())
            .pushed(watch.pushed)
            .watched(wait.relay != null)
            .history(history)
            .random(random.nextDouble());
    watch.describe(context);
    Duration wanted;
    try {
      wanted = Objects.requireNonNull(wait.policy.next(context.build()), "next");
    } catch (Throwable t) {
      wanted = AFTER_POLICY_FAILURE;
      if (!failureLogged) {
        failureLogged = true;
        callbacks.execute(
            () ->
                callbacks.log().log(
                    Level.ERROR, "A poll policy threw; polling goes on every 5 s.", t));
      }
    }
    return Math.max(MIN_INTERVAL, Nanos.of(wanted));
  }

  /**
   * {@return the priority of a poll that is due; the smallest goes first} The budget is spent where
   * it shortens a wait most: the answer to a poll that was planned soon after the previous one is
   * the most likely to have changed. Because the priority counts from the time at which the poll
   * was due, no poll starves.
   */
  static long urgency(Watch watch, long now) {
    long since = watch.polls == 0 ? watch.submittedAt : watch.polledAt;
    long interval = Math.max(0, watch.pollAt - since);
    long urgency = Timers.after(now, interval);
    for (Wait wait : watch.waits()) {
      urgency = Math.min(urgency, wait.deadline);
    }
    return urgency;
  }

  /**
   * {@return the time of the last poll before the deadline of {@code wait}} It is one second before
   * the deadline, or a quarter of the whole wait if that is shorter.
   */
  static long lastPoll(Watch watch, Wait wait) {
    long whole = wait.deadline - watch.submittedAt;
    return wait.deadline - Math.min(LAST_POLL_LEAD, whole / 4);
  }

  static boolean isLastPollDue(Watch watch, long now) {
    for (Wait wait : watch.waits()) {
      long lastPoll = lastPoll(watch, wait);
      if (lastPoll <= now && (watch.polls == 0 || watch.polledAt < lastPoll)) {
        return true;
      }
    }
    return false;
  }
}
