package ai.evolink;

import java.time.Duration;

final class AdaptivePolicy implements PollPolicy {
  static final AdaptivePolicy INSTANCE = new AdaptivePolicy();

  private AdaptivePolicy() {}

  @Override
  public Duration next(PollContext context) {
    return Duration.ofSeconds(5);
  }
}
