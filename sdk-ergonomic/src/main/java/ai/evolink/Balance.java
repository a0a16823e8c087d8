package ai.evolink;

import ai.evolink.model.CreditsData;
import java.math.BigDecimal;
import java.util.Optional;

/** What can still be spent. Immutable; a moment's truth, for other programs spend too. */
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

  /** {@return what this key can spend now: the smaller of {@link #account()} and {@link #key()}} */
  public BigDecimal spendable() {
    return key().map(limit -> limit.min(account())).orElseGet(this::account);
  }

  /** {@return every number of the answer} */
  public CreditsData data() {
    return data;
  }

  @Override
  public String toString() {
    return "Balance[" + spendable().toPlainString() + " credits]";
  }
}
