package ai.evolink.internal.poll;

import ai.evolink.DurationHistory;
import ai.evolink.PollContext;
import ai.evolink.internal.thread.Continuations;
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

  private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final TokenBucket budget;
  private final RandomGenerator random;
  private final DurationHistory history;
  private final Continuations continuations;
  private boolean failureLogged;

  PollTimes(
      TokenBucket budget,
      RandomGenerator random,
      DurationHistory history,
      Continuations continuations) {
    this.budget = budget;
    this.random = random;
    this.history = history;
    this.continuations = continuations;
  }

  /**
   * {@return the time until the next poll, in nanoseconds, according to the policy of {@code wait}}
   */
  long next(Watch watch, Wait wait, @Nullable Duration retryAfter, long now) {
    PollContext.Builder context =
        PollContext.builder()
            .polls(watch.polls(), watch.failures())
            .time(
                Duration.ofNanos(watch.elapsed(now)),
                Duration.ofNanos(Math.max(0, wait.deadline - now)))
            .task(watch.task.kind(), watch.task.model().orElse(null))
            .estimate(watch.task.estimatedTime().orElse(null))
            .last(watch.last())
            .retryAfter(retryAfter)
            .throttle(budget.share(now))
            .pushed(watch.pushed)
            .watched(wait.relay != null)
            .history(history)
            .random(random.nextDouble());
    PollHistory polled = watch.history();
    ProgressSeen progress = polled == null ? null : polled.progress();
    if (progress != null) {
      progress.describe(context);
    }
    Duration wanted;
    try {
      wanted = Objects.requireNonNull(wait.policy().next(context.build()), "next");
    } catch (Throwable t) {
      wanted = AFTER_POLICY_FAILURE;
      if (!failureLogged) {
        failureLogged = true;
        continuations.execute(
            () ->
                continuations.log().log(
                    Level.ERROR, "A poll policy threw; polling goes on every 5 s.", t));
      }
    }
    return Math.max(MIN_INTERVAL, Nanos.of(wanted));
  }

  /** {@return the rank of the next poll of {@code watch}} */
  static byte rank(Watch watch, boolean lookDue) {
    if (watch.nudged) {
      return Watch.CONFIRMING;
    }
    return lookDue || watch.failures() > 0 ? Watch.PRESSING : Watch.PLAIN;
  }

  /**
   * {@return the priority of a poll among those of its rank; the smallest goes first} The budget is
   * spent where it shortens a wait most: the answer to a plain poll that was planned soon after the
   * previous one is the most likely to have changed. The priority counts from the time at which the
   * poll was due, and the interval counts for a minute at most, so no poll starves. Polls of the
   * other ranks are served in the order in which they became due, except that a callback for a task
   * that an earlier one has just shown to be pending waits for a minute behind the first ones of
   * others.
   */
  static long urgency(Watch watch, byte rank, long now) {
    PollHistory polled = watch.history();
    if (rank != Watch.PLAIN) {
      boolean again = rank == Watch.CONFIRMING && polled != null && polled.hasConfirmedInVain();
      return again ? Timers.after(now, MOST_PATIENCE) : now;
    }
    long since = polled == null ? watch.submittedAt : polled.polledAt;
    long interval = Math.max(0, Math.min(MOST_PATIENCE, watch.pollAt - since));
    return Math.min(Timers.after(now, interval), watch.nextDeadline());
  }
}
