package ai.evolink;

import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When to poll next, and which poll goes first. Guarded by the lock of the waits. */
final class PollTimes {
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

  /** {@return how many nanoseconds the policy of {@code wait} wants to wait until the next poll} */
  long next(Watch watch, TaskFuture wait, @Nullable Duration retryAfter, long now) {
    PollContext.Builder context =
        PollContext.builder()
            .polls(watch.polls, watch.failures)
            .nanos(watch.elapsed(now), Math.max(0, wait.deadline - now))
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
   * The budget is spent where it shortens a wait most: a poll that was wanted soon after the one
   * before is one whose answer is likely to have changed. Counting from the moment when it was due,
   * nothing starves.
   */
  static long urgency(Watch watch, long now) {
    long since = watch.polls == 0 ? watch.submittedAt : watch.polledAt;
    long interval = Math.max(0, watch.pollAt - since);
    long urgency = Timers.after(now, interval);
    for (TaskFuture wait : watch.waits()) {
      urgency = Math.min(urgency, wait.deadline);
    }
    return urgency;
  }

  /** A last poll precedes each deadline, by a second, or by a quarter of a short wait. */
  static long lastPoll(Watch watch, TaskFuture wait) {
    long whole = wait.deadline - watch.submittedAt;
    return wait.deadline - Math.min(LAST_POLL_LEAD, whole / 4);
  }

  static boolean isLastPollDue(Watch watch, long now) {
    for (TaskFuture wait : watch.waits()) {
      long lastPoll = lastPoll(watch, wait);
      if (lastPoll <= now && (watch.polls == 0 || watch.polledAt < lastPoll)) {
        return true;
      }
    }
    return false;
  }
}
