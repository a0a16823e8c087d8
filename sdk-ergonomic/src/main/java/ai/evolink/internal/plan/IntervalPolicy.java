package ai.evolink.internal.plan;

import ai.evolink.PollContext;
import ai.evolink.PollPolicy;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.time.Nanos;
import java.time.Duration;

/** Polls at intervals that grow by a factor up to a cap; a factor of one keeps them constant. */
public final class IntervalPolicy implements PollPolicy {
  private final Duration first;
  private final Duration cap;
  private final double factor;

  public IntervalPolicy(Duration first, Duration cap, double factor) {
    if (first.isNegative() || first.isZero()) {
      throw new IllegalArgumentException(
          "The interval must be positive, but was " + Durations.words(first));
    }
    if (cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "The cap must be at least the first interval of "
              + Durations.words(first)
              + ", but was "
              + Durations.words(cap));
    }
    if (!(factor >= 1.0)) {
      throw new IllegalArgumentException("The factor must be at least 1, but was " + factor);
    }
    this.first = first;
    this.cap = cap;
    this.factor = factor;
  }

  @Override
  public Duration next(PollContext context) {
    double grown = Nanos.of(first) * Math.pow(factor, context.polls());
    return grown >= Nanos.of(cap) ? cap : Duration.ofNanos((long) grown);
  }

  @Override
  public String toString() {
    return factor == 1.0
        ? "PollPolicy.fixed(" + first + ")"
        : "PollPolicy.exponential(" + first + ", " + cap + ", " + factor + ")";
  }
}
