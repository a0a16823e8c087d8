package ai.evolink.model;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A property of a request body and what the documentation allows in it. Immutable.
 *
 * <p>{@link #violation} applies the limits. The documented {@link #values} are not among them: the
 * server adds words at any time, so it alone decides which it takes.
 */
public final class RequestProperty {
  private final String name;
  private final boolean required;
  private final int minLength;
  private final int maxLength;
  private final int minItems;
  private final int maxItems;
  private final @Nullable BigDecimal minimum;
  private final @Nullable BigDecimal maximum;
  private final List<String> values;
  private final @Nullable MediaRule media;

  private RequestProperty(Rules rules) {
    name = rules.name;
    required = rules.required;
    minLength = rules.minLength;
    maxLength = rules.maxLength;
    minItems = rules.minItems;
    maxItems = rules.maxItems;
    minimum = rules.minimum;
    maximum = rules.maximum;
    values = rules.values;
    media = rules.media;
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

  static Rules rules(String name) {
    return new Rules(name);
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
   * The least number of items of a list, or of entries of a map.
   *
   * @return empty if no limit is documented
   */
  public OptionalInt minItems() {
    return limit(minItems);
  }

  /**
   * The greatest number of items of a list, or of entries of a map.
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
   * The documented words. For information only, see the class comment.
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
    String wrong = null;
    if (value == null) {
      wrong = required ? " is required, but is missing" : null;
    } else if (value instanceof Collection<?> items) {
      wrong = outside(items.size(), minItems, maxItems, "items");
    } else if (value instanceof Map<?, ?> entries) {
      wrong = outside(entries.size(), minItems, maxItems, "entries");
    } else if (value instanceof JsonScalar scalar) {
      return violation(scalar.value());
    } else if (value instanceof Number number) {
      wrong = outside(number);
    } else {
      String text = textOf(value);
      wrong = text == null ? null : outside(text);
    }
    return wrong == null ? Optional.empty() : Optional.of(name + wrong);
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
    if (minLength < 0 && maxLength < 0) {
      return null;
    }
    return outside(text.codePointCount(0, text.length()), minLength, maxLength, "characters");
  }

  private static @Nullable String outside(int actual, int least, int most, String unit) {
    if (most >= 0 && actual > most) {
      return " must have at most " + most + " " + unit + ", but has " + actual;
    }
    if (actual < least) {
      return " must have at least " + least + " " + unit + ", but has " + actual;
    }
    return null;
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
    return null;
  }

  private static OptionalInt limit(int value) {
    return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Override
  public String toString() {
    return "RequestProperty[" + name + "]";
  }

  /** Collects what a generated class knows about one of its properties. */
  static final class Rules {
    private final String name;
    private boolean required;
    private int minLength = -1;
    private int maxLength = -1;
    private int minItems = -1;
    private int maxItems = -1;
    private @Nullable BigDecimal minimum;
    private @Nullable BigDecimal maximum;
    private List<String> values = List.of();
    private @Nullable MediaRule media;

    private Rules(String name) {
      this.name = name;
    }

    Rules required() {
      required = true;
      return this;
    }

    Rules minLength(int limit) {
      minLength = limit;
      return this;
    }

    Rules maxLength(int limit) {
      maxLength = limit;
      return this;
    }

    Rules minItems(int limit) {
      minItems = limit;
      return this;
    }

    Rules maxItems(int limit) {
      maxItems = limit;
      return this;
    }

    Rules minimum(String limit) {
      minimum = new BigDecimal(limit);
      return this;
    }

    Rules maximum(String limit) {
      maximum = new BigDecimal(limit);
      return this;
    }

    Rules values(String... documented) {
      values = Arrays.stream(documented).distinct().toList(); // 2 and "2" are one word
      return this;
    }

    Rules media(String kind, long maxBytes, String... types) {
      media = new MediaRule(kind, maxBytes, List.of(types));
      return this;
    }

    RequestProperty build() {
      return new RequestProperty(this);
    }
  }
}
