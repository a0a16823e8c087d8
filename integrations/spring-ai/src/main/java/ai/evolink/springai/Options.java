package ai.evolink.springai;

import ai.evolink.model.OpenValue;
import ai.evolink.model.RequestType;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of options that are not set, that a model does not have, or that are set twice. */
final class Options {
  private Options() {}

  /** {@return the value of {@code first}, or that of {@code second} if it has none} */
  static <O, T> @Nullable T either(
      @Nullable O first, O second, Function<? super O, ? extends @Nullable T> value) {
    T found = first == null ? null : value.apply(first);
    return found == null ? value.apply(second) : found;
  }

  static void requireTaken(
      OpenValue model, @Nullable RequestType type, String property, String option) {
    if (type != null && type.property(property).isEmpty()) {
      throw new IllegalArgumentException(
          option
              + " is not possible: model "
              + model.value()
              + " has no "
              + property
              + "; it has: "
              + String.join(", ", type.properties().stream().map(each -> each.name()).toList()));
    }
  }

  static void requireOnce(Map<String, Object> properties, String property, @Nullable Object value) {
    if (value != null && properties.containsKey(property)) {
      throw new IllegalArgumentException(
          property
              + " is set twice: to "
              + value
              + ", and by properties to "
              + properties.get(property));
    }
  }
}
