package ai.evolink.internal.plan;

import ai.evolink.DurationHistory;
import ai.evolink.Kind;
import ai.evolink.PollContext;
import ai.evolink.PollPolicy;
import ai.evolink.internal.time.Nanos;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The default policy. What is known about a task decides how it is polled:
 *
 * <ul>
 *   <li>only the estimate: at an even pace, since an estimate may be wrong in either direction; one
 *       of a few seconds is taken at its word for the first poll;
 *   <li>progress that moves: sooner when it shows that the end is near, later when it has proved to
 *       be linear; progress that has stalled is ignored;
 *   <li>how long tasks of the model take, learned from intervals: at the times of a {@link
 *       PollPlan}; progress then counts only if it has told the truth about other tasks.
 * </ul>
 */
public final class AdaptivePolicy implements PollPolicy {
  /**
   * The pace, in seconds, for a task with an estimate of 45 seconds; it grows with the square root
   * of the estimate, within bounds.
   */
  private static final double PACE = 5;

  private static final double PACE_FOR = 45;
  private static final double MIN_PACE = 2;
  private static final double MAX_PACE = 20;

  /**
   * The bounds of the pace, as shares of the time elapsed, for estimates that are wrong. A task
   * that outlasts a short estimate soon gets the usual pace, and one that ends long before its
   * estimate is found not much later than others: the long pace builds up as the task goes on.
   */
  private static final double DENSEST = 0.25;

  private static final double SPARSEST = 0.05;

  /**
   * The time of the first poll, in paces. Hardly any task ends earlier, which saves one poll; the
   * later polls are a little closer together in return.
   */
  private static final double FIRST = 1.8;

  private static final double LATER = 0.95;

  /** The time of the first poll of a long task, as a share of the estimate. */
  private static final double EARLIEST = 0.1;

  /**
   * The time of the first poll of a task announced with a few seconds, as a share of the estimate,
   * and the least one: if it is not done by then, that has cost one poll.
   */
  private static final double SHORT = 1.25;

  private static final double AT_ONCE = 0.25;

  /**
   * The interval between polls when progress has stalled, in paces: a little longer, to make up for
   * the extra polls that the progress caused.
   */
  private static final double STALLED = 0.98;

  /**
   * The share of the remaining time derived from progress after which to poll: polling too late
   * costs more than polling too soon.
   */
  private static final double TRUST = 0.57;

  /**
   * If less than this share of the learned durations is longer than the time elapsed, the task is
   * an outlier.
   */
  private static final double OUTLIER = 0.003;

  private static final double JITTER = 0.1;
  private static final double MAX_BACKOFF = 60;

  private final BiFunction<DurationHistory, String, @Nullable PollPlan> plans;

  /**
   * @param plans finds the plan for a model; it returns null if too little is known
   */
  public AdaptivePolicy(BiFunction<DurationHistory, String, @Nullable PollPlan> plans) {
    this.plans = plans;
  }

  @Override
  public Duration next(PollContext context) {
    double pace = pace(context);
    double seconds =
        inTime(
            context, context.isPushed() ? safety(context, pace) : pollAfter(context, pace), pace);
    double jitter = 1 + JITTER * (2 * context.random() - 1);
    // After a 429 the poll budget is throttled, which stretches intervals. It recovers within a
    // minute, so no interval is stretched beyond that. The backoff after failures is not stretched
    // in addition.
    double slowed = seconds * jitter / Math.max(0.01, context.throttle());
    double after = Math.min(slowed, Math.max(seconds * jitter, MAX_BACKOFF));
    if (context.failures() > 0) {
      double backoff = pace * Math.pow(2, Math.min(10, context.failures() - 1));
      after = Math.max(seconds, Math.min(backoff * jitter, MAX_BACKOFF));
    }
    double least = context.polls() == 0 ? AT_ONCE : PollPlan.FLOOR;
    return Duration.ofNanos(Nanos.ofSeconds(Math.max(least, after)));
  }

  private static double pace(PollContext context) {
    double told = PACE * Math.sqrt(estimate(context) / PACE_FOR);
    double elapsed = elapsed(context);
    double least = Math.max(MIN_PACE, Math.min(PACE, elapsed * DENSEST));
    double most = Math.min(MAX_PACE, PACE + elapsed * SPARSEST);
    return Math.max(least, Math.min(most, told));
  }

  private static double estimate(PollContext context) {
    return context
        .estimate()
        .map(told -> Nanos.seconds(Nanos.of(told)))
        .orElse(context.kind() == Kind.VIDEO ? 180.0 : 60.0);
  }

  /** The interval if a callback is expected: polls only make up for a lost one. */
  private static double safety(PollContext context, double pace) {
    double estimate = estimate(context);
    return context.polls() == 0
        ? Math.max(120, 3 * estimate)
        : Math.max(60, Math.max(3 * pace, estimate));
  }

  /**
   * {@return the interval, cut to half of the time that is left, so that the last poll before the
   * deadline, which may fail or be answered too late, is not the only one}
   */
  private static double inTime(PollContext context, double seconds, double pace) {
    double half = Nanos.seconds(Nanos.of(context.remaining())) / 2;
    if (context.polls() == 0) {
      return Math.min(seconds, half);
    }
    return context.isPushed() ? Math.min(seconds, Math.max(pace, half)) : seconds;
  }

  private double pollAfter(PollContext context, double pace) {
    PollPlan plan =
        context.model().map(model -> plans.apply(context.history(), model)).orElse(null);
    double cold = cold(context, pace);
    double usual = plan == null ? cold : planned(plan, elapsed(context), cold);
    if (context.isWatched()) {
      usual = Math.min(usual, pace); // keeps a progress bar moving
    }
    double left = remaining(context);
    boolean linear = left >= 0 && isLinear(context);
    if (left < 0 || (plan != null && !(linear && plan.believesProgress()))) {
      return usual;
    }
    double trusted = Math.max(PollPlan.FLOOR, TRUST * left);
    return plan == null && linear && !context.isWatched()
        ? Math.min(trusted, 2 * pace)
        : Math.min(trusted, usual);
  }

  /** The interval if nothing has been learned about the model. */
  private static double cold(PollContext context, double pace) {
    double estimate = estimate(context);
    if (context.polls() == 0) {
      double usual = Math.max(pace * FIRST, Math.min(MAX_PACE, EARLIEST * estimate));
      return Math.min(usual, Math.max(AT_ONCE, SHORT * estimate));
    }
    double later = pace * (isStalled(context) ? STALLED : LATER);
    // A first poll that came early is one more, and moves no other.
    return context.polls() == 1 ? Math.max(later, pace * FIRST - elapsed(context)) : later;
  }

  /**
   * Follows the plan. A task that outlasts nearly all learned durations is an outlier, which is
   * polled as if nothing were known.
   */
  private static double planned(PollPlan plan, double elapsed, double cold) {
    return plan.pending(elapsed) < OUTLIER ? cold : plan.next(elapsed);
  }

  /** {@return the remaining seconds according to progress; negative if it says nothing} */
  private static double remaining(PollContext context) {
    int progress = context.progress().orElse(0);
    if (progress < Promise.MIN_PROGRESS || progress >= 100 || isStalled(context)) {
      return -1;
    }
    return elapsed(context) * (100 - progress) / progress;
  }

  private static boolean isStalled(PollContext context) {
    return context.progress().orElse(0) >= Promise.MIN_PROGRESS
        && Nanos.seconds(Nanos.of(context.progressAt())) < elapsed(context) - 0.5;
  }

  /** Whether the durations predicted by the earlier and by the current progress agree. */
  private static boolean isLinear(PollContext context) {
    double then = Nanos.seconds(Nanos.of(context.earlierProgressAt()));
    int earlier = context.earlierProgress().orElse(0);
    return Promise.of(earlier, then, context.progress().orElse(0), elapsed(context)) >= 0;
  }

  private static double elapsed(PollContext context) {
    return Nanos.seconds(Nanos.of(context.elapsed()));
  }
}
