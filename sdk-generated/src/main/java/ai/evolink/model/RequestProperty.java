package ai.evolink.model;

import ai.evolink.model.internal.Nearest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property of a request body and what the documentation allows in it. Immutable.
 *
 * <p>{@link #violation} applies the limits. The documented {@link #values} are not among them: the
 * server adds words at any time. {@link RequestType#violations} applies those too.
 */
public final class RequestProperty {
  private final String name;
  private final boolean required;
  private final boolean nullable;
  private final boolean uniqueItems;
  private final int minLength;
  private final int maxLength;
  private final int minItems;
  private final int maxItems;
  private final @Nullable BigDecimal minimum;
  private final @Nullable BigDecimal maximum;
  private final @Nullable BigDecimal exclusiveMinimum;
  private final @Nullable BigDecimal exclusiveMaximum;
  private final @Nullable BigDecimal multipleOf;
  private final PropertyRules.@Nullable Gap gap;
  private final PropertyRules.@Nullable Form form;
  private final @Nullable RequestProperty items;
  private final List<String> values;
  private final @Nullable MediaRule media;
  private final @Nullable Codec<?> json;

  RequestProperty(PropertyRules rules) {
    name = rules.name;
    required = rules.required;
    nullable = rules.nullable;
    uniqueItems = rules.uniqueItems;
    minLength = rules.minLength;
    maxLength = rules.maxLength;
    minItems = rules.minItems;
    maxItems = rules.maxItems;
    minimum = rules.minimum;
    maximum = rules.maximum;
    exclusiveMinimum = rules.exclusiveMinimum;
    exclusiveMaximum = rules.exclusiveMaximum;
    multipleOf = rules.multipleOf;
    gap = rules.gap;
    form = rules.form;
    items = rules.builtItems();
    values = rules.values;
    media = rules.media;
    json = rules.json;
  }

  /**
   * A property without any limit, for one that the spec does not know.
   *
   * @param name as in the JSON
   * @return an optional property that allows everything
   */
  public static RequestProperty named(String name) {
    return rules(name).build();
  }

  /** Whether null may be given for it, though it is required. */
  boolean nullable() {
    return nullable;
  }

  static PropertyRules rules(String name) {
    return new PropertyRules(name);
  }

  /**
   * The name in the JSON.
   *
   * @return such as {@code image_urls}
   */
  public String name() {
    return name;
  }

  /**
   * Whether the server refuses a request without it.
   *
   * @return false if it may be left out
   */
  public boolean required() {
    return required;
  }

  /**
   * The types of its JSON.
   *
   * @return words of JSON Schema, such as {@code string} or {@code array}; empty if anything may be
   *     given, or the property is not documented; unmodifiable
   */
  public List<String> jsonTypes() {
    return json == null ? List.of() : json.jsonTypes();
  }

  /**
   * The least length of a text, in Unicode code points.
   *
   * @return empty if no limit is documented
   */
  public OptionalInt minLength() {
    return limit(minLength);
  }

  /**
   * The greatest length of a text, in Unicode code points: an emoji counts as one.
   *
   * @return empty if no limit is documented
   */
  public OptionalInt maxLength() {
    return limit(maxLength);
  }

  /**
   * The least number of items of a list, of entries of a map, or of properties of an object.
   *
   * @return empty if no limit is documented
   */
  public OptionalInt minItems() {
    return limit(minItems);
  }

  /**
   * The greatest number of items of a list, of entries of a map, or of properties of an object.
   *
   * @return empty if no limit is documented
   */
  public OptionalInt maxItems() {
    return limit(maxItems);
  }

  /**
   * The least number allowed.
   *
   * @return empty if no limit is documented
   */
  public Optional<BigDecimal> minimum() {
    return Optional.ofNullable(minimum);
  }

  /**
   * The greatest number allowed.
   *
   * @return empty if no limit is documented
   */
  public Optional<BigDecimal> maximum() {
    return Optional.ofNullable(maximum);
  }

  /**
   * The number that every value is greater than.
   *
   * @return empty if no such limit is documented
   */
  public Optional<BigDecimal> exclusiveMinimum() {
    return Optional.ofNullable(exclusiveMinimum);
  }

  /**
   * The number that every value is less than.
   *
   * @return empty if no such limit is documented
   */
  public Optional<BigDecimal> exclusiveMaximum() {
    return Optional.ofNullable(exclusiveMaximum);
  }

  /**
   * The number that every value is a multiple of.
   *
   * @return empty if no step is documented
   */
  public Optional<BigDecimal> multipleOf() {
    return Optional.ofNullable(multipleOf);
  }

  /**
   * How a text has to look, or the keys of a map.
   *
   * @return words such as {@code pixels such as 1024x1536}; empty if no form is documented
   */
  public Optional<String> form() {
    return form == null ? Optional.empty() : Optional.of(form.text());
  }

  /**
   * What is allowed in each item of a list, or in each value of a map.
   *
   * @return empty if nothing is documented of single items
   */
  public Optional<RequestProperty> items() {
    return Optional.ofNullable(items);
  }

  /**
   * The documented words, which {@link #violation} leaves to the server, see the class comment.
   *
   * @return empty if any text is fine; unmodifiable
   */
  public List<String> values() {
    return values;
  }

  /**
   * What may be behind the links of this property.
   *
   * @return empty if the property takes no media
   */
  public Optional<MediaRule> media() {
    return Optional.ofNullable(media);
  }

  /**
   * Holds a value against the limits.
   *
   * @param value text, {@link OpenValue}, number, list or anything else; null for a missing value
   * @return a sentence that names the property, the limit and what was found instead; empty if
   *     nothing is wrong or the limits say nothing about such a value
   */
  public Optional<String> violation(@Nullable Object value) {
    return violation(name, value);
  }

  /** Holds a value against type, words and limits, and what is in it as well. */
  List<String> problems(String where, @Nullable Object value) {
    if (value != null && json != null) {
      Object plain = Objects.requireNonNull(PlainJson.of(value));
      List<String> wrong = json.problems(where, plain);
      if (wrong.isEmpty() && !isDocumented(plain)) {
        wrong = List.of(where + strangeWord(plain));
      }
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    Optional<String> beyond = violation(where, value);
    return beyond.isPresent() ? List.of(beyond.get()) : List.of();
  }

  /** Where a form is documented, the words are examples of it. */
  private boolean isDocumented(Object plain) {
    return values.isEmpty() || form != null || values.contains(wordOf(plain));
  }

  private static String wordOf(Object plain) {
    return plain instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(plain);
  }

  private String strangeWord(Object plain) {
    return " must be "
        + (values.size() == 1 ? "" : "one of ")
        + String.join(", ", values)
        + ", but is "
        + PlainJson.shown(plain)
        + Nearest.to(wordOf(plain), values)
            .map(near -> ", did you mean \"" + near + "\"?")
            .orElse("");
  }

  private Optional<String> violation(String where, @Nullable Object value) {
    String wrong;
    if (value == null) {
      wrong = required && !nullable ? " is required, but is missing" : null;
    } else if (value instanceof Collection<?> list) {
      wrong = outside(list.size(), minItems, maxItems, "items");
      wrong = wrong == null && uniqueItems ? repeated(list) : wrong;
      if (wrong == null && items != null) {
        return violationOfItems(items, where, list);
      }
    } else if (value instanceof Map<?, ?> entries) {
      wrong = outside(entries.size(), minItems, maxItems, "entries");
      wrong = wrong == null ? strangeKey(entries) : wrong;
      if (wrong == null && items != null) {
        return violationOfValues(items, where, entries);
      }
    } else if (value instanceof GeneratedModel model) {
      boolean counts = minItems >= 0 || maxItems >= 0;
      wrong = counts ? outside(model.givenNames().size(), minItems, maxItems, "properties") : null;
    } else if (value instanceof JsonScalar scalar) {
      return violation(where, scalar.value());
    } else if (value instanceof Number number) {
      wrong = outside(number);
    } else {
      String text = textOf(value);
      wrong = text == null ? null : outside(text);
    }
    return wrong == null ? Optional.empty() : Optional.of(where + wrong);
  }

  private static Optional<String> violationOfItems(
      RequestProperty rule, String where, Collection<?> list) {
    int index = 0;
    for (Object item : list) {
      Optional<String> found = rule.violation(where + "[" + index++ + "]", item);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> violationOfValues(
      RequestProperty rule, String where, Map<?, ?> entries) {
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      Optional<String> found =
          rule.violation(where + "." + PlainJson.shortened("" + entry.getKey()), entry.getValue());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static @Nullable String repeated(Collection<?> list) {
    Set<Object> seen = new HashSet<>();
    for (Object item : list) {
      if (!seen.add(item)) {
        return " must not have an item twice, but has " + PlainJson.shortened("" + item);
      }
    }
    return null;
  }

  private static @Nullable String textOf(Object value) {
    if (value instanceof OpenValue word) {
      return word.value();
    }
    if (value instanceof MediaSource source) {
      return source.uri().map(URI::toString).orElse(null);
    }
    return value instanceof CharSequence || value instanceof URI ? value.toString() : null;
  }

  private @Nullable String outside(String text) {
    // An explicit minLength of 0 is how the spec says that an empty text is a value too.
    if (required && minLength != 0 && text.isBlank()) {
      return " is required, but is blank";
    }
    if (minLength >= 0 || maxLength >= 0) {
      int length = text.codePointCount(0, text.length());
      String wrong = outside(length, minLength, maxLength, "characters");
      if (wrong != null) {
        return wrong;
      }
    }
    return form == null || form.pattern().matcher(text).find()
        ? null
        : " must be " + form.text() + ", but is \"" + PlainJson.shortened(text) + "\"";
  }

  private @Nullable String strangeKey(Map<?, ?> entries) {
    if (form != null) {
      for (Object key : entries.keySet()) {
        if (!form.pattern().matcher(String.valueOf(key)).find()) {
          return " must have "
              + form.text()
              + ", but has \""
              + PlainJson.shortened("" + key)
              + "\"";
        }
      }
    }
    return null;
  }

  private static @Nullable String outside(int actual, int least, int most, String unit) {
    if (most >= 0 && actual > most) {
      return " must have at most " + counted(most, unit) + ", but has " + actual;
    }
    if (actual < least) {
      return " must have at least " + counted(least, unit) + ", but has " + actual;
    }
    return null;
  }

  private static String counted(int number, String unit) {
    return number
        + " "
        + (number == 1 ? unit.replaceFirst("ies$", "ys").replaceFirst("s$", "") : unit);
  }

  private @Nullable String outside(Number number) {
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        return " must be a number, but is " + number;
      }
    }
    BigDecimal actual = new BigDecimal(number.toString());
    if (maximum != null && actual.compareTo(maximum) > 0) {
      return " must be at most " + maximum + ", but is " + actual;
    }
    if (minimum != null && actual.compareTo(minimum) < 0) {
      return " must be at least " + minimum + ", but is " + actual;
    }
    if (exclusiveMaximum != null && actual.compareTo(exclusiveMaximum) >= 0) {
      return " must be less than " + exclusiveMaximum + ", but is " + actual;
    }
    if (exclusiveMinimum != null && actual.compareTo(exclusiveMinimum) <= 0) {
      return " must be more than " + exclusiveMinimum + ", but is " + actual;
    }
    if (gap != null && gap.least().compareTo(actual) <= 0 && actual.compareTo(gap.most()) <= 0) {
      return " must not be " + gap.least() + " to " + gap.most() + ", but is " + actual;
    }
    if (multipleOf != null && actual.remainder(multipleOf).signum() != 0) {
      return " must be a multiple of " + multipleOf + ", but is " + actual;
    }
    return null;
  }

  private static OptionalInt limit(int value) {
    return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Override
  public String toString() {
    return "RequestProperty[" + name + "]";
  }
}
