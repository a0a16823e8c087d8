package ai.evolink;

import ai.evolink.internal.price.PriceRule;
import ai.evolink.internal.quote.PriceBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The price rule of a model, for people. Immutable. */
public final class ModelPrice {
  private final String model;
  private final PriceBook.Page page;

  ModelPrice(String model, PriceBook.Page page) {
    this.model = model;
    this.page = page;
  }

  /**
   * A part of a price.
   *
   * @param name what the list calls it, such as output
   * @param unit what the rate is for, such as image or output_second
   * @param rate credits for one unit; where there are tiers, of none of them
   * @param tiers credits for one unit under the conditions of the rule
   * @param multipliers for each parameter, what its values multiply the number of units by; only
   *     what can be read off the rule
   * @param minimum the least credits charged; null if there is none
   */
  public record Part(
      String name,
      String unit,
      BigDecimal rate,
      List<BigDecimal> tiers,
      Map<String, Map<String, BigDecimal>> multipliers,
      @Nullable BigDecimal minimum) {
    /** {@return the part in one line} */
    @Override
    public String toString() {
      String rates =
          tiers.isEmpty()
              ? rate.toPlainString()
              : tiers.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" or "));
      return name
          + ": "
          + rates
          + " credits per "
          + unit.replace('_', ' ')
          + multipliers.entrySet().stream()
              .map(each -> ", by " + each.getKey() + " " + each.getValue())
              .collect(Collectors.joining())
          + (minimum == null ? "" : ", at least " + minimum.toPlainString());
    }
  }

  /** {@return the id that the price list has the model by} */
  public String model() {
    return model;
  }

  /** {@return the parts of the price, which are added up; empty if it is unknown} */
  public List<Part> parts() {
    PriceRule rule = page.rule();
    return rule == null
        ? List.of()
        : rule.parts().stream()
            .map(
                part ->
                    new Part(
                        part.id(),
                        part.unit(),
                        part.rate(),
                        part.tiers(),
                        part.multipliers(),
                        part.minimum()))
            .toList();
  }

  /** {@return why the price is unknown, in half a sentence; empty if it is known} */
  public Optional<String> unknownBecause() {
    return Optional.ofNullable(page.reason());
  }

  /** {@return the version of the price list; empty if none was read or it has none} */
  public Optional<String> listVersion() {
    return Optional.ofNullable(page.rule())
        .map(PriceRule::version)
        .filter(version -> !version.isEmpty());
  }

  /** {@return when the list was read, by the clock of the client; empty if it was not} */
  public Optional<Instant> readAt() {
    return rawJson().map(raw -> page.readOn());
  }

  /** {@return the answer of the service as it came; empty if there was none} */
  public Optional<String> rawJson() {
    return Optional.ofNullable(page.raw());
  }

  /** {@return the parts, one a line} */
  @Override
  public String toString() {
    return unknownBecause()
        .map(reason -> model + ": unknown, since " + reason)
        .orElseGet(
            () ->
                model + parts().stream().map(part -> "\n  " + part).collect(Collectors.joining()));
  }
}
