package ai.evolink.internal.price;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rule wants to know of a request.
 *
 * @param byDefault the value where the request has none; null for none
 * @param words the values it may have; empty for any
 */
record Parameter(
    String name,
    Type type,
    boolean required,
    @Nullable Value byDefault,
    List<String> words,
    @Nullable Fraction minimum,
    @Nullable Fraction maximum) {
  enum Type {
    INTEGER,
    DECIMAL,
    ENUM,
    BOOLEAN
  }

  private static final List<String> MEASURED =
      List.of("tokens", "input_seconds", "output_seconds", "search_count");

  /** Whether only the service can know it, once the task is done. */
  boolean isMeasured() {
    return MEASURED.stream().anyMatch(name::endsWith);
  }

  boolean countsTokens() {
    return name.endsWith("tokens");
  }

  boolean countsSearches() {
    return name.endsWith("search_count");
  }

  /** {@return all values that it may have, where it is not known} */
  Value unknown() {
    Fraction low = minimum == null ? Fraction.ZERO : minimum;
    return new Value.Num(new Range(low, maximum));
  }

  /**
   * {@return the value that a request has given}
   *
   * @throws UnpricedException if it is none that the rule knows
   */
  Value checked(Object given) {
    Value value = of(given);
    switch (type) {
      case BOOLEAN -> require(value instanceof Value.Truth, value, "true or false");
      case ENUM -> require(words.contains(word(value)), value, "one of " + words);
      case INTEGER, DECIMAL -> checkNumber(value);
    }
    return type == Type.ENUM && !(value instanceof Value.Truth)
        ? new Value.Text(word(value))
        : value;
  }

  private void checkNumber(Value value) {
    require(value.isNumeric(), value, "a number");
    Fraction number = value.number().point();
    if (number == null) {
      throw new UnpricedException(name + " is not known");
    }
    require(type != Type.INTEGER || number.isWhole(), value, "a whole number");
    require(minimum == null || number.compareTo(minimum) >= 0, value, "at least " + minimum);
    require(maximum == null || number.compareTo(maximum) <= 0, value, "at most " + maximum);
    require(
        words.isEmpty() || words.contains(word(value)) || words.contains(number.toString()),
        value,
        "one of " + words);
  }

  private void require(boolean holds, Value value, String what) {
    if (!holds) {
      throw new UnpricedException(
          "the price list wants " + name + " to be " + what + ", not " + value.told());
    }
  }

  private static String word(Value value) {
    return value instanceof Value.Text text ? text.word() : value.told();
  }

  /** {@return a value of JSON} Whatever is none of the simple ones is a word that no rule knows. */
  static Value of(Object json) {
    if (json instanceof Boolean truth) {
      return Value.Truth.of(truth);
    }
    if (json instanceof Number number) {
      Fraction read = decimal(number);
      return read == null ? new Value.Text(number.toString()) : Value.of(read);
    }
    String text = json.toString();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Value.Truth.of(true);
      case "false" -> Value.Truth.of(false);
      default -> new Value.Text(text);
    };
  }

  private static @Nullable Fraction decimal(Number number) {
    try {
      BigDecimal value = new BigDecimal(number.toString()).stripTrailingZeros();
      return value.precision() > 100 || Math.abs((long) value.scale()) > 100
          ? null
          : Fraction.of(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
