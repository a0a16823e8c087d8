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
 * Free JSON seen as an object. What is not there, or of another shape, is empty and never an error.
 */
final class JsonView {
  private final Map<?, ?> members;

  private JsonView(Map<?, ?> members) {
    this.members = members;
  }

  static JsonView of(@Nullable Object value) {
    return new JsonView(value instanceof Map<?, ?> map ? map : Map.of());
  }

  /** {@return the objects of a list; of a single object, that one; of anything else, none} */
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

  /** {@return a whole number; empty for one that no {@code int} holds} */
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
