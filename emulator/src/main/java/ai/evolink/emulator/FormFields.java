package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a request as somebody fills them in, read off its schema: one list, in which the
 * fields of an object are named {@code object.field}. What has no simple form is JSON.
 */
final class FormFields {

  private static final String MODEL = "model";

  private final Spec spec;
  private final ArrayNode fields = Json.array();

  private FormFields(Spec spec) {
    this.spec = spec;
  }

  /** All fields but the model: those that are required first, else in the order of the schema. */
  static ArrayNode of(Spec spec, JsonNode schema) {
    FormFields form = new FormFields(spec);
    form.add(schema, "", true);
    List<JsonNode> ordered = new ArrayList<>();
    form.fields.valueStream().filter(FormFields::isRequired).forEach(ordered::add);
    form.fields.valueStream().filter(field -> !isRequired(field)).forEach(ordered::add);
    return Json.array().addAll(ordered);
  }

  private static boolean isRequired(JsonNode field) {
    return field.path("required").asBoolean(false);
  }

  private void add(JsonNode schema, String prefix, boolean required) {
    List<String> needed = schema.path("required").valueStream().map(JsonNode::asString).toList();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      JsonNode shape = resolve(property.getValue());
      boolean must = required && needed.contains(name);
      // One level only: what stands deeper is rare, and easier to write than to click together.
      if (prefix.isEmpty()
          && shape.path("type").asString("").equals("object")
          && !shape.path("properties").isEmpty()) {
        add(shape, name + ".", must);
      } else if (!name.equals(MODEL) || !prefix.isEmpty()) {
        fields.add(field(prefix + name, shape, must));
      }
    }
  }

  private ObjectNode field(String name, JsonNode shape, boolean required) {
    ObjectNode field = Json.object().put("name", name).put("type", type(shape));
    field.put("required", required);
    field.put("description", Json.text(shape, "description", ""));
    copy(shape, field, "default", "default");
    copy(shape, field, "enum", "choices");
    copy(shape, field, "minimum", "minimum");
    copy(shape, field, "maximum", "maximum");
    copy(shape, field, "multipleOf", "step");
    copy(shape, field, "maxLength", "max_length");
    copy(shape, field, "minItems", "min_items");
    copy(shape, field, "maxItems", "max_items");
    boolean link =
        shape.path("format").asString("").equals("uri")
            || resolve(shape.path("items")).path("format").asString("").equals("uri");
    return link ? field.put("link", true) : field;
  }

  private String type(JsonNode shape) {
    if (shape.has("enum")) {
      return "choice";
    }
    String type = shape.path("type").asString("");
    return switch (type) {
      case "string" -> "text";
      case "integer", "number", "boolean" -> type;
      case "array" ->
          resolve(shape.path("items")).path("type").asString("").equals("string")
              ? "lines"
              : "json";
      default -> "json";
    };
  }

  private static void copy(JsonNode from, ObjectNode to, String name, String as) {
    if (from.has(name)) {
      to.set(as, from.path(name));
    }
  }

  /** What a reference refers to, with what stands beside the reference. */
  private JsonNode resolve(JsonNode node) {
    JsonNode target = spec.resolve(node);
    if (!node.has("$ref") || !(target instanceof ObjectNode object)) {
      return target;
    }
    ObjectNode merged = object.deepCopy();
    node.properties().stream()
        .filter(field -> !field.getKey().equals("$ref"))
        .forEach(field -> merged.set(field.getKey(), field.getValue()));
    return merged;
  }
}
