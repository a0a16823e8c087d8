package ai.evolink.internal.price;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One part of a price.
 *
 * @param rate in units of the ledger
 * @param minimum the least charge, in units of the ledger
 * @param condition when it is charged; null for always
 */
record Component(
    String id,
    String dimension,
    String unit,
    Fraction rate,
    Fraction minimum,
    boolean available,
    @Nullable Expression condition,
    Expression quantity,
    Rounding rounding,
    List<Tier> tiers) {
  private static final Range NOTHING = Range.of(Fraction.ZERO);

  /**
   * {@return what is charged for it, in units of the ledger}
   *
   * @throws UnpricedException if no charge follows
   */
  Range charge(Function<String, Value> variables) {
    try {
      Value.Truth charged =
          condition == null ? Value.Truth.of(true) : condition.value(variables).truth();
      if (!charged.mayHold()) {
        return NOTHING;
      }
      Range charge = chargeIfHeld(variables);
      return charged.mayFail() ? charge.or(NOTHING) : charge;
    } catch (UnpricedException e) {
      throw e.in("the component \"" + id + "\"");
    }
  }

  private Range chargeIfHeld(Function<String, Value> variables) {
    Range units = notNegative(quantity.value(variables).number());
    List<Tier> sure = new ArrayList<>();
    List<Tier> possible = new ArrayList<>();
    for (Tier tier : tiers) {
      Value.Truth holds = tier.when().value(variables).truth();
      if (holds.mayHold()) {
        (holds.mayFail() ? possible : sure).add(tier);
      }
    }
    if (sure.size() > 1) {
      throw new UnpricedException("several tiers match");
    }
    if (possible.isEmpty()) {
      return sure.isEmpty() ? own(units) : of(sure.get(0), units);
    }
    Range charge = sure.isEmpty() ? own(units) : of(sure.get(0), units);
    for (Tier tier : possible) {
      charge = charge.or(of(tier, units));
    }
    return charge;
  }

  private Range own(Range units) {
    return charge(units, Fraction.ONE, rate, minimum, available);
  }

  private Range of(Tier tier, Range units) {
    return charge(units, tier.multiplier(), tier.rate(), tier.minimum(), tier.available());
  }

  private Range charge(
      Range units, Fraction multiplier, Fraction rate, Fraction minimum, boolean available) {
    if (!available) {
      throw new UnpricedException("its price is not available");
    }
    Range charge = notNegative(rounding.charge(units, rate, multiplier)).max(Range.of(minimum));
    Fraction point = charge.point();
    if (point != null && !point.isWhole()) {
      throw new UnpricedException("its charge is not a whole number");
    }
    return charge.map(Fraction::ceil);
  }

  private static Range notNegative(Range range) {
    if (range.high() != null && range.high().signum() < 0) {
      throw new UnpricedException("it would be negative");
    }
    return range.low() == null || range.low().signum() < 0
        ? new Range(Fraction.ZERO, range.high())
        : range;
  }
}
