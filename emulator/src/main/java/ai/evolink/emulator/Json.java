package ai.evolink.emulator;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON: strict about what comes in, exact about decimals. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Throws {@link tools.jackson.core.JacksonException} on anything but one JSON value. */
  static JsonNode read(byte[] utf8) {
    return MAPPER.readTree(utf8);
  }

  static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** For people: indented, with a field a line. */
  static String pretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A request body: what it holds, or what is wrong with it as JSON. */
  record Body(JsonNode node, String problem) {}

  static Body body(byte[] utf8) {
    try {
      JsonNode node = read(utf8);
      String problem =
          node.isObject() ? "" : "The request body must be a JSON object, but " + kind(node);
      return new Body(node, problem);
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      return new Body(
          MissingNode.getInstance(),
          "The request body is not valid JSON" + where + ": " + e.getOriginalMessage());
    }
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "is empty"
        : "was of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** The text of a property, or {@code otherwise} if there is none or it is no text. */
  static String text(JsonNode node, String property, String otherwise) {
    JsonNode value = node.path(property);
    return value.isString() ? value.stringValue() : otherwise;
  }
}
