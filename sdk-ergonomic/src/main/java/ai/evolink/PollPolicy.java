package ai.evolink;

import ai.evolink.internal.plan.IntervalPolicy;
import java.time.Duration;

/**
 * Decides when to poll a task again.
 *
 * <p>A policy is a pure function of its context: it keeps no state, does not block, and may be
 * called from several threads at once; one object serves any number of tasks. It cannot break a
 * wait: the returned interval is raised to at least 10 ms and to the {@code Retry-After} of the
 * service, one last poll is planned before the deadline, and the poll budget of the client applies
 * to all policies. If a policy throws, an interval of five seconds is used instead.
 */
@FunctionalInterface
public interface PollPolicy {

  /**
   * {@return how long to wait from now until the next poll} Called when the task has been submitted
   * (no polls so far) and after every poll, failed ones included.
   */
  Duration next(PollContext context);

  /**
   * {@return the default policy} It uses the estimate of the service, the progress that the service
   * reports, and what the client has learned about the model: few polls while the task cannot have
   * ended, more when it is likely to end. Without any knowledge it polls about every five seconds
   * for a task of 45 seconds, and less often for longer ones.
   */
  static PollPolicy adaptive() {
    return DurationHistory.ADAPTIVE;
  }

  /**
   * {@return a policy that polls every {@code interval}}
   *
   * @throws IllegalArgumentException unless {@code interval} is positive
   */
  static PollPolicy fixed(Duration interval) {
    return new IntervalPolicy(interval, interval, 1.0);
  }

  /**
   * {@return a policy that first polls after {@code first}, then after an interval that grows by
   * {@code factor} up to {@code cap}}
   *
   * @throws IllegalArgumentException unless {@code 0 < first <= cap} and {@code factor >= 1}
   */
  static PollPolicy exponential(Duration first, Duration cap, double factor) {
    return new IntervalPolicy(first, cap, factor);
  }
}
