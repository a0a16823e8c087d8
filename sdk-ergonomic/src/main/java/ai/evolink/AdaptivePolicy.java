package ai.evolink;

import ai.evolink.internal.time.Nanos;
import java.time.Duration;

/**
 * The default policy. What it knows decides how it polls:
 *
 * <ul>
 *   <li>nothing but the estimate: at an even pace, since an estimate may be wrong in both
 *       directions;
 *   <li>progress that moves: sooner when it says that the end is near, later when it has proved to
 *       be linear; progress that stands still is not believed;
 *   <li>how long the model takes, learned from intervals: at the times that a {@link PollPlan}
 *       finds.
 * </ul>
 */
final class AdaptivePolicy implements PollPolicy {
  static final AdaptivePolicy INSTANCE = new AdaptivePolicy();

  /** The pace, in seconds, for a task announced with 45; it grows with the root of the estimate. */
  private static final double PACE = 5;

  private static final double PACE_FOR = 45;
  private static final double MIN_PACE = 2;
  private static final double MAX_PACE = 20;

  /** Hardly a task ends before this many paces: one poll saved, which the others share. */
  private static final double FIRST = 1.8;

  private static final double LATER = 0.95;

  /** Progress that has been seen to stop has cost polls, which these make up for. */
  private static final double STALLED = 0.98;

  /**
   * Of a remaining time told by progress, this share is slept: too late costs more than too soon.
   */
  private static final double TRUST = 0.57;

  /** Progress below says nothing about the end. */
  private static final int MIN_PROGRESS = 5;

  /** Share of the tasks that may take longer than the learned ones. */
  private static final double OUTLIER = 0.03;

  private static final double JITTER = 0.1;
  private static final double MAX_BACKOFF = 60;

  private AdaptivePolicy() {}

  @Override
  public Duration next(PollContext context) {
    double pace = pace(context);
    double seconds = context.isPushed() ? safety(context, pace) : pollAfter(context, pace);
    if (context.failures() > 0) {
      double backoff = pace * Math.pow(2, Math.min(10, context.failures() - 1));
      seconds = Math.max(seconds, Math.min(backoff, MAX_BACKOFF));
    }
    double jitter = 1 + JITTER * (2 * context.random() - 1);
    double slowed = seconds * jitter / Math.max(0.01, context.throttle());
    return Duration.ofNanos(Nanos.ofSeconds(Math.max(PollPlan.FLOOR, slowed)));
  }

  private static double pace(PollContext context) {
    double estimate = estimate(context);
    return Math.max(MIN_PACE, Math.min(MAX_PACE, PACE * Math.sqrt(estimate / PACE_FOR)));
  }

  private static double estimate(PollContext context) {
    return context
        .estimate()
        .map(told -> Math.max(1, Nanos.seconds(Nanos.of(told))))
        .orElse(context.kind() == Kind.VIDEO ? 180.0 : 60.0);
  }

  /** With a callback to come, polls only make up for one that was lost. */
  private static double safety(PollContext context, double pace) {
    double estimate = estimate(context);
    return context.polls() == 0
        ? Math.max(120, 3 * estimate)
        : Math.max(60, Math.max(3 * pace, estimate));
  }

  private static double pollAfter(PollContext context, double pace) {
    PollPlan plan = context.model().map(context.history()::plan).orElse(null);
    double cold = pace * (context.polls() == 0 ? FIRST : isStalled(context) ? STALLED : LATER);
    double usual = plan == null ? cold : planned(plan, context.elapsedSeconds(), cold);
    if (context.isWatched()) {
      usual = Math.min(usual, pace); // a progress bar that never moves is none
    }
    double left = remaining(context);
    boolean linear = left >= 0 && isLinear(context);
    if (left < 0 || (plan != null && !linear)) {
      return usual;
    }
    double trusted = Math.max(PollPlan.FLOOR, TRUST * left);
    return plan == null && linear && !context.isWatched()
        ? Math.min(trusted, 2 * pace)
        : Math.min(trusted, usual);
  }

  /** Past what was learned, a task is not late but different: poll as if nothing were known. */
  private static double planned(PollPlan plan, double elapsed, double cold) {
    double best = plan.next(elapsed);
    return plan.pending(elapsed) < OUTLIER ? Math.max(best, cold) : best;
  }

  /** {@return the seconds that progress says are left; negative if it says nothing} */
  private static double remaining(PollContext context) {
    int progress = context.progress().orElse(0);
    if (progress < MIN_PROGRESS || progress >= 100 || isStalled(context)) {
      return -1;
    }
    return context.elapsedSeconds() * (100 - progress) / progress;
  }

  private static boolean isStalled(PollContext context) {
    return context.progress().orElse(0) >= MIN_PROGRESS
        && Nanos.seconds(Nanos.of(context.progressAt())) < context.elapsedSeconds() - 0.5;
  }

  /** Whether the remaining time told before agrees with the one told now. */
  private static boolean isLinear(PollContext context) {
    int earlier = context.earlierProgress().orElse(0);
    if (earlier < MIN_PROGRESS) {
      return false;
    }
    double then = Nanos.seconds(Nanos.of(context.earlierProgressAt()));
    double promised = then * 100 / earlier;
    double now = context.elapsedSeconds() * 100 / context.progress().orElse(1);
    return Math.abs(promised - now) < 0.25 * now;
  }
}
