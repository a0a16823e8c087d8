package ai.evolink;

import ai.evolink.model.CreditsData;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The credits that can still be spent, at the time of the query: other programs may spend from the
 * same account. Immutable.
 */
public final class Balance {
  private final CreditsData data;

  Balance(CreditsData data) {
    this.data = data;
  }

  /** {@return the credits left on the account} */
  public BigDecimal account() {
    return data.user().remainingCredits();
  }

  /** {@return the credits left on this key; empty if the key has no limit of its own} */
  public Optional<BigDecimal> key() {
    return data.token().unlimitedCredits()
        ? Optional.empty()
        : Optional.of(data.token().remainingCredits());
  }

  /**
   * {@return what this key may spend a day; empty if it has no such limit, or the service does not
   * say}
   */
  public Optional<DailyLimit> dailyLimit() {
    return Optional.ofNullable(DailyLimit.of(data.token()));
  }

  /**
   * {@return the credits that this key can spend now: the least of {@link #account()}, {@link
   * #key()} and what is left of the {@link #dailyLimit()}}
   */
  public BigDecimal spendable() {
    BigDecimal lifelong = key().map(limit -> limit.min(account())).orElseGet(this::account);
    return dailyLimit().flatMap(DailyLimit::remaining).map(lifelong::min).orElse(lifelong);
  }

  /** {@return every field of the answer} */
  public CreditsData data() {
    return data;
  }

  @Override
  public String toString() {
    return "Balance[" + spendable().toPlainString() + " credits]";
  }
}
