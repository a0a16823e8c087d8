package ai.evolink;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Read access to untyped JSON as an object. A member that is missing, or has another type than the
 * one asked for, is empty; it is never an error.
 */
final class JsonView {
  private final Map<?, ?> members;

  private JsonView(Map<?, ?> members) {
    this.members = members;
  }

  static JsonView of(@Nullable Object value) {
    return new JsonView(value instanceof Map<?, ?> map ? map : Map.of());
  }

  /** {@return the objects in a list; for a single object, that object; for anything else, none} */
  static List<JsonView> listOf(@Nullable Object value) {
    Stream<?> items = value instanceof List<?> list ? list.stream() : Stream.ofNullable(value);
    return items.filter(Map.class::isInstance).map(JsonView::of).toList();
  }

  @Nullable Object get(String name) {
    return members.get(name);
  }

  Optional<String> text(String name) {
    return members.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<BigDecimal> number(String name) {
    Object value = members.get(name);
    if (value instanceof BigDecimal number) {
      return Optional.of(number);
    }
    return value instanceof Long number
        ? Optional.of(BigDecimal.valueOf(number))
        : Optional.empty();
  }

  /** {@return the member as an integer; empty if it is not one or does not fit an {@code int}} */
  OptionalInt integer(String name) {
    try {
      return number(name)
          .map(number -> OptionalInt.of(number.intValueExact()))
          .orElse(OptionalInt.empty());
    } catch (ArithmeticException e) {
      return OptionalInt.empty();
    }
  }

  Optional<URI> link(String name) {
    return text(name).flatMap(JsonView::parse);
  }

  Map<String, Object> members(String name) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (members.get(name) instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              result.put(String.valueOf(key), value);
            }
          });
    }
    return java.util.Collections.unmodifiableMap(result);
  }

  private static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
