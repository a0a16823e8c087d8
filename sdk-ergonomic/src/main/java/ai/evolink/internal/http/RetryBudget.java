package ai.evolink.internal.http;

import ai.evolink.internal.time.Nanos;

/**
 * What a client may spend on repeating calls, so that an outage meets fewer requests than before
 * and not more. Each repetition takes a token. A tenth of one comes back with every call that the
 * service answers, and one a second in any case, up to a full purse. Thread-safe.
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

  /** The service has answered a call, be it with a refusal that needs no repetition. */
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
