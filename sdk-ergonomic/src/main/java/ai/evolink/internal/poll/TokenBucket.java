package ai.evolink.internal.poll;

import ai.evolink.PollBudget;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.util.concurrent.TimeUnit;

/**
 * The token bucket for a {@link PollBudget}. The rate halves when the service answers 429, at most
 * once a second because one overload refuses many calls at once, and recovers by a fixed amount per
 * second. Guarded by the lock of the {@link Timers}.
 */
public final class TokenBucket {
  private static final long MIN_BETWEEN_CUTS = TimeUnit.SECONDS.toNanos(1);
  private static final double RECOVERY_SECONDS = 60;
  private static final double LOWEST_SHARE = 1.0 / 64;

  private PollBudget budget;
  private double rate;
  private double tokens;
  private long filledAt;
  private long cutAt = -MIN_BETWEEN_CUTS;

  TokenBucket(PollBudget budget) {
    this.budget = budget;
    this.rate = budget.perSecond();
    this.tokens = budget.burst();
  }

  /** Changes the budget; what the service has refused of the old one counts for the new one. */
  void change(PollBudget to, long now) {
    double share = share(now);
    budget = to;
    rate = share * to.perSecond();
    tokens = Math.min(tokens, to.burst());
  }

  boolean tryTake(long now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** {@return when the next token is available} */
  long nextAt(long now) {
    fill(now);
    return tokens >= 1 ? now : Timers.after(now, 1 + (long) ((1 - tokens) / rate * 1e9));
  }

  /** Handles a 429: empties the bucket and halves the rate, the latter at most once a second. */
  void refused(long now) {
    fill(now);
    tokens = Math.min(tokens, 0);
    if (now - cutAt >= MIN_BETWEEN_CUTS) {
      cutAt = now;
      rate = Math.max(rate / 2, budget.perSecond() * LOWEST_SHARE);
    }
  }

  /** {@return the share of the budget that is in use; 1 unless the service has refused polls} */
  double share(long now) {
    fill(now);
    return rate / budget.perSecond();
  }

  private void fill(long now) {
    double seconds = Nanos.seconds(now - filledAt);
    if (seconds > 0) {
      filledAt = now;
      rate = Math.min(budget.perSecond(), rate + seconds * budget.perSecond() / RECOVERY_SECONDS);
      tokens = Math.min(budget.burst(), tokens + seconds * rate);
    }
  }
}
