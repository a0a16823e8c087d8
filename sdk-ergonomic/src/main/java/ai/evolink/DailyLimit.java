package ai.evolink;

import ai.evolink.model.TokenCredits;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credits that a key may spend a day, which begins at midnight of the time zone of the limit.
 * Immutable.
 *
 * <p>Unverified: no documentation has it, only the vendor's own clients read it.
 */
public final class DailyLimit {
  private final BigDecimal credits;
  private final @Nullable BigDecimal used;
  private final @Nullable String timeZone;

  private DailyLimit(BigDecimal credits, @Nullable BigDecimal used, @Nullable String timeZone) {
    this.credits = credits;
    this.used = used;
    this.timeZone = timeZone;
  }

  /** {@return the limit of a key; null if it has none, or the service does not say} */
  static @Nullable DailyLimit of(TokenCredits key) {
    BigDecimal credits = key.dailyLimitCredits();
    return credits == null || credits.signum() <= 0
        ? null
        : new DailyLimit(credits, key.dailyUsedCredits(), key.resetTimezone());
  }

  /** {@return the credits that may be spent a day} */
  public BigDecimal credits() {
    return credits;
  }

  /** {@return the credits spent since midnight; empty if the service does not say} */
  public Optional<BigDecimal> used() {
    return Optional.ofNullable(used);
  }

  /** {@return the credits left until midnight, at least 0; empty if the service does not say} */
  public Optional<BigDecimal> remaining() {
    return used().map(spent -> credits.subtract(spent).max(BigDecimal.ZERO));
  }

  /**
   * {@return the time zone whose midnight ends the day; empty if the service does not say, or names
   * one that this JVM does not know}
   */
  public Optional<ZoneId> timeZone() {
    try {
      return Optional.ofNullable(timeZone).map(ZoneId::of);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "DailyLimit["
        + used().map(spent -> spent.toPlainString() + " of ").orElse("")
        + credits.toPlainString()
        + " credits]";
  }
}
