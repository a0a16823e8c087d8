package ai.evolink.mcp;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a call. Their types have been checked against the schema of the tool. */
final class Arguments {
  private final Map<String, Object> values;

  Arguments(@Nullable Map<String, Object> values) {
    this.values = values == null ? Map.of() : values;
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> new ToolException(name + " is required, but is missing."));
  }

  /** {@return a text; empty if it is missing or blank} */
  Optional<String> text(String name) {
    return values.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<BigDecimal> number(String name) {
    return values.get(name) instanceof Number number
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  int wholeNumber(String name, int otherwise) {
    return number(name).map(BigDecimal::intValueExact).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return values.get(name) instanceof Boolean flag ? flag : otherwise;
  }

  /** {@return the members of an object that have a value; empty if it is missing} */
  Map<String, Object> object(String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (values.get(name) instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) -> {
            if (value != null) {
              members.put(String.valueOf(key), value);
            }
          });
    }
    return members;
  }
}
