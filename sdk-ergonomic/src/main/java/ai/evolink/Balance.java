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
   * {@return the credits that this key can spend now: the smaller of {@link #account()} and {@link
   * #key()}}
   */
  public BigDecimal spendable() {
    return key().map(limit -> limit.min(account())).orElseGet(this::account);
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
