package ai.evolink.emulator;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What faults do to JSON on its way out. */
final class JsonDamage {

  private static final String UNKNOWN = "emulator_unknown";

  /** The fields whose values the documentation lists. */
  private static final List<String> LISTED =
      List.of("status", "type", "object", "billing_rule", "user_group", "code", "audio_type");

  private static final BigDecimal BIG = new BigDecimal("12345678901234567890.5");

  private JsonDamage() {}

  /** The damaged content; what is not JSON stays as it is. */
  static byte[] apply(FaultKind kind, byte[] content) {
    return switch (kind) {
      case MALFORMED_JSON -> Arrays.copyOf(content, content.length / 2);
      case UNKNOWN_FIELDS -> rewrite(content, JsonDamage::addFields);
      case UNKNOWN_VALUES -> rewrite(content, JsonDamage::changeValues);
      default -> content;
    };
  }

  private interface Rewrite {
    void of(ObjectNode object);
  }

  private static byte[] rewrite(byte[] content, Rewrite rewrite) {
    try {
      JsonNode node = Json.read(content);
      walk(node, rewrite);
      return Json.write(node);
    } catch (JacksonException e) {
      return content;
    }
  }

  private static void walk(JsonNode node, Rewrite rewrite) {
    node.forEach(child -> walk(child, rewrite));
    if (node instanceof ObjectNode object) {
      rewrite.of(object);
    }
  }

  private static void addFields(ObjectNode object) {
    object.put(UNKNOWN + "_text", "?").put(UNKNOWN + "_number", BIG);
    object.putNull(UNKNOWN + "_null");
    object.putObject(UNKNOWN + "_object").putArray("list").add(1).add("two").addObject();
  }

  private static void changeValues(ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (LISTED.contains(field.getKey()) && field.getValue().isString()) {
        object.put(field.getKey(), UNKNOWN + "_" + field.getKey());
      }
    }
  }
}
