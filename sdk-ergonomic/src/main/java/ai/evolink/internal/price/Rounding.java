package ai.evolink.internal.price;

/** Where and how the charge of a component is rounded to whole units of the ledger. */
record Rounding(Point point, Mode mode) {
  enum Point {
    PER_COMPONENT_SUBTOTAL,
    PER_QUANTITY,
    PER_TIER
  }

  enum Mode {
    HALF_UP,
    CEIL,
    FLOOR
  }

  /**
   * {@return the charge for {@code quantity} units}
   *
   * @param multiplier what {@code rate} has been multiplied by
   */
  Range charge(Range quantity, Fraction rate, Fraction multiplier) {
    return switch (point) {
      case PER_COMPONENT_SUBTOTAL -> quantity.times(Range.of(rate)).map(this::round);
      case PER_QUANTITY ->
          quantity
              .times(Range.of(multiplier))
              .map(this::round)
              .times(Range.of(rate.by(multiplier)));
      case PER_TIER -> quantity.times(Range.of(round(rate)));
    };
  }

  private Fraction round(Fraction value) {
    return switch (mode) {
      case HALF_UP -> value.halfUp();
      case CEIL -> value.ceil();
      case FLOOR -> value.floor();
    };
  }
}
