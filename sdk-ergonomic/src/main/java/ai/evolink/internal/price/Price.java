package ai.evolink.internal.price;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request costs by a rule, in credits.
 *
 * @param most null if nothing bounds it
 * @param unbounded the ids of the components that nothing bounds
 * @param assumptions what was assumed, in sentences
 */
public record Price(
    BigDecimal least, @Nullable BigDecimal most, List<String> unbounded, List<String> assumptions) {
  private static final Fraction CREDIT = Fraction.of(10_000);

  static Price of(Range units, List<String> unbounded, List<String> assumptions) {
    Fraction least = units.low();
    if (least == null) {
      throw new IllegalStateException("a charge has no least");
    }
    return new Price(
        plain(least.tenThousandths()),
        units.high() == null ? null : plain(units.high().tenThousandths()),
        unbounded,
        assumptions);
  }

  /** {@return a rate in credits; of 34 digits, if it has no end as a decimal} */
  static BigDecimal credits(Fraction units) {
    return plain(units.by(CREDIT).decimal());
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
