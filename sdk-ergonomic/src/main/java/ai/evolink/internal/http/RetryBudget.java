package ai.evolink.internal.http;

import ai.evolink.internal.time.Nanos;

/**
 * The retry budget of a client, which makes the number of requests fall, and not rise, in an
 * outage. Each retry takes a token. Each call that the service answers returns a tenth of a token,
 * and one token per second returns in any case, until the budget is full. Thread-safe.
 */
public final class RetryBudget {
  static final double FULL = 50;
  private static final double PER_ANSWER = 0.1;
  private static final double PER_SECOND = 1;

  private double tokens = FULL;
  private long filledAt;

  RetryBudget(long now) {
    this.filledAt = now;
  }

  /** The service has answered a call, possibly with a refusal that is not retried. */
  synchronized void answered(long now) {
    fill(now);
    tokens = Math.min(FULL, tokens + PER_ANSWER);
  }

  synchronized boolean tryTake(long now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  private void fill(long now) {
    double seconds = Nanos.seconds(now - filledAt);
    if (seconds > 0) {
      filledAt = now;
      tokens = Math.min(FULL, tokens + seconds * PER_SECOND);
    }
  }
}
