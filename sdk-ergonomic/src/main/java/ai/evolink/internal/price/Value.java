package ai.evolink.internal.price;

/** What an expression comes to. */
sealed interface Value {
  /** A number, or bounds of one. */
  record Num(Range range) implements Value {}

  /** A word, which may be the decimal form of a number. */
  record Text(String word) implements Value {}

  /**
   * A truth value.
   *
   * @param mayHold whether it can be true
   * @param mayFail whether it can be false
   */
  record Truth(boolean mayHold, boolean mayFail) implements Value {
    static Truth of(boolean holds) {
      return new Truth(holds, !holds);
    }

    Truth negated() {
      return new Truth(/* mayHold= */ mayFail, /* mayFail= */ mayHold);
    }
  }

  static Value of(Fraction number) {
    return new Num(Range.of(number));
  }

  /**
   * Reads it as a number.
   *
   * @throws UnpricedException if it is none
   */
  default Range number() {
    if (this instanceof Num num) {
      return num.range();
    }
    Fraction read = this instanceof Text text ? Fraction.parse(text.word()) : null;
    if (read == null) {
      throw new UnpricedException(told() + " is not a number");
    }
    return Range.of(read);
  }

  /**
   * Reads it as a truth value.
   *
   * @throws UnpricedException if it is none
   */
  default Truth truth() {
    if (this instanceof Truth truth) {
      return truth;
    }
    throw new UnpricedException(told() + " is neither true nor false");
  }

  /** Whether it is a number, or written like one. */
  default boolean isNumeric() {
    return this instanceof Num
        || (this instanceof Text text && Fraction.parse(text.word()) != null);
  }

  /** {@return the value for a message} */
  default String told() {
    if (this instanceof Text text) {
      return "\"" + text.word() + "\"";
    }
    if (this instanceof Num num) {
      Fraction point = num.range().point();
      return point == null ? "an unknown number" : point.toString();
    }
    Truth truth = (Truth) this;
    return truth.mayHold() && truth.mayFail() ? "an unknown condition" : "" + truth.mayHold();
  }
}
