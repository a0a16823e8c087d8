package ai.evolink.emulator;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the spec says about two properties of a body at a time, in {@code x-} extensions. */
final class PairRule {

  private PairRule() {}

  static void check(Spec spec, JsonNode shape, JsonNode body, List<Violation> violations) {
    for (Map.Entry<String, JsonNode> property : shape.path("properties").properties()) {
      String name = property.getKey();
      if (isGiven(body.path(name))) {
        JsonNode rules = spec.resolve(property.getValue());
        String twin = Json.text(rules, "x-same-as", "");
        if (isGiven(body.path(twin)) && !body.path(twin).equals(body.path(name))) {
          violations.add(new Violation(name, "same", name + " must be equal to " + twin));
        }
        for (JsonNode other : rules.path("x-excludes")) {
          if (isGiven(body.path(other.asString()))) {
            String complaint = other.asString() + " must be absent beside " + name;
            violations.add(new Violation(other.asString(), "excluded", complaint));
          }
        }
      }
    }
  }

  /** A blank text counts as none. */
  private static boolean isGiven(JsonNode value) {
    return value.isString()
        ? !value.stringValue().isBlank()
        : !value.isMissingNode() && !value.isNull();
  }
}
