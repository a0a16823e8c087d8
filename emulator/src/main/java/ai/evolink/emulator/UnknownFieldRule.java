package ai.evolink.emulator;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Whether a body has fields that the spec does not know, which most schemas leave open. Only strict
 * mode asks.
 */
final class UnknownFieldRule {

  private final Spec spec;

  UnknownFieldRule(Spec spec) {
    this.spec = spec;
  }

  /** Adds each unknown field; {@code at} is what its name is prefixed with. */
  void check(JsonNode shape, JsonNode value, String at, List<Violation> violations) {
    JsonNode properties = shape.path("properties");
    if (value.isArray()) {
      JsonNode item = spec.resolve(shape.path("items"));
      for (int i = 0; i < value.size(); i++) {
        check(item, value.path(i), at.replaceFirst("\\.$", "") + "[" + i + "].", violations);
      }
    } else if (properties.isObject() && !shape.has("additionalProperties")) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (!properties.has(field.getKey())) {
          String name = at + field.getKey();
          violations.add(
              new Violation(
                  name, "additionalProperties", name + " is not a parameter of this model"));
        }
      }
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode inner = value.path(property.getKey());
      if (inner.isContainer()) {
        check(spec.resolve(property.getValue()), inner, at + property.getKey() + ".", violations);
      }
    }
  }
}
