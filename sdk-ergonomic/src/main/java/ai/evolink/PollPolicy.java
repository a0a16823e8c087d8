package ai.evolink;

import ai.evolink.internal.plan.IntervalPolicy;
import java.time.Duration;

/**
 * Decides when to ask the service about a task again.
 *
 * <p>A policy is a pure function of its context: it keeps no state, does not block, and may be
 * called from several threads at once; one object serves any number of tasks. It cannot break a
 * wait: the answer is raised to 10 ms and to the {@code Retry-After} of the service, one last poll
 * is always made before the deadline, and the poll budget of the client holds for all policies. If
 * a policy throws, five seconds are used in its place.
 */
@FunctionalInterface
public interface PollPolicy {

  /**
   * {@return how long to wait from now until the next poll} Called when the task was submitted (no
   * polls so far) and after every poll, failed ones included.
   */
  Duration next(PollContext context);

  /**
   * {@return the default} Uses the estimate of the service, the progress it reports, and what the
   * client has learned about the model: few polls while the task cannot have ended, more when it is
   * likely to end. Knowing nothing, it asks about every five seconds for a task of 45 seconds, more
   * slowly for longer ones.
   */
  static PollPolicy adaptive() {
    return DurationHistory.ADAPTIVE;
  }

  /**
   * {@return a policy that asks every {@code interval}}
   *
   * @throws IllegalArgumentException unless {@code interval} is positive
   */
  static PollPolicy fixed(Duration interval) {
    return new IntervalPolicy(interval, interval, 1.0);
  }

  /**
   * {@return a policy that first asks after {@code first}, then after an interval that grows by
   * {@code factor} up to {@code cap}}
   *
   * @throws IllegalArgumentException unless {@code 0 < first <= cap} and {@code factor >= 1}
   */
  static PollPolicy exponential(Duration first, Duration cap, double factor) {
    return new IntervalPolicy(first, cap, factor);
  }
}
