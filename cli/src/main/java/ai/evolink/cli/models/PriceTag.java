package ai.evolink.cli.models;

import java.math.BigDecimal;

/**
 * What a model costs, in short: the rate of the part of its price that counts what it makes.
 *
 * @param least credits for one unit
 * @param most the same, unless the rate depends on the request
 * @param unit what the rate is for, such as {@code output_second}
 * @param parts how many parts the price has
 */
public record PriceTag(BigDecimal least, BigDecimal most, String unit, int parts) {
  /** {@return it in words} */
  public String words() {
    String rate =
        least.compareTo(most) == 0
            ? least.toPlainString()
            : least.toPlainString() + " to " + most.toPlainString();
    return rate + " credits per " + unit.replace('_', ' ');
  }
}
