package ai.evolink.internal.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request of one model costs. Immutable.
 *
 * @param model the canonical id of the model
 * @param basis what is charged: "request_only", or what is measured
 * @param version the version of the price list; empty if it has none
 */
public record PriceRule(
    String model,
    String modality,
    String basis,
    String version,
    Map<String, Parameter> parameters,
    List<Component> components) {

  /**
   * {@return what a request costs}
   *
   * @param fields the request as JSON, with links or placeholders for its media
   * @throws UnpricedException if no price follows
   */
  public Price price(Map<String, ?> fields) {
    Set<String> assumptions = new LinkedHashSet<>();
    RequestValues values = new RequestValues(parameters, fields, assumptions);
    Range total = Range.of(Fraction.ZERO);
    List<String> open = new ArrayList<>();
    for (Component component : components) {
      Range charge = component.charge(values::of);
      if (charge.high() == null) {
        open.add(component.id());
      }
      total = total.plus(charge);
    }
    return Price.of(total, open, List.copyOf(assumptions));
  }

  /** One part of the price, for people. */
  public record Part(
      String id,
      String unit,
      BigDecimal rate,
      List<BigDecimal> tiers,
      Map<String, Map<String, BigDecimal>> multipliers,
      @Nullable BigDecimal minimum) {}

  /** {@return the parts of the price, in credits} */
  public List<Part> parts() {
    return components.stream()
        .map(
            part ->
                new Part(
                    part.id(),
                    part.unit(),
                    Price.credits(part.rate()),
                    part.tiers().stream().map(tier -> Price.credits(tier.rate())).toList(),
                    part.quantity().multipliers(),
                    part.minimum().signum() == 0 ? null : Price.credits(part.minimum())))
        .toList();
  }
}
