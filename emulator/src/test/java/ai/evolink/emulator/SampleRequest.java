package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The smallest request that a model takes, made from nothing but its schema in the spec.
 *
 * @param operation what it is posted to
 * @param schema pointer to the schema of its body
 */
record SampleRequest(Operation operation, String model, String schema) {

  /** One for each model of the spec. */
  static List<SampleRequest> all() {
    return Spec.get().operations().stream()
        .filter(Operation::submitsTask)
        .flatMap(SampleRequest::of)
        .toList();
  }

  private static Stream<SampleRequest> of(Operation operation) {
    return operation.branches().stream()
        .map(model -> new SampleRequest(operation, model, operation.branch(model).orElseThrow()));
  }

  /** The one for this model. */
  static SampleRequest of(String model) {
    return all().stream().filter(sample -> sample.model.equals(model)).findFirst().orElseThrow();
  }

  JsonNode shape() {
    return Spec.get().at(schema);
  }

  /** A body with what is required, and no more. */
  ObjectNode body() {
    return object(shape()).put("model", model);
  }

  String medium() {
    return Json.text(operation.example(200).orElseThrow(), "type", "");
  }

  /** Submits a body for this model. */
  Api.Answer submit(Api api, ObjectNode body) {
    return api.post(operation.path(), body.toString());
  }

  private static ObjectNode object(JsonNode schema) {
    ObjectNode body = Json.object();
    for (JsonNode name : required(schema)) {
      JsonNode property = schema.path("properties").path(name.asString());
      assertThat(property.isObject()).as("%s is required but not described", name).isTrue();
      body.set(name.asString(), value(resolve(property)));
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (body.size() < schema.path("minProperties").asInt(0)) {
        body.set(property.getKey(), value(resolve(property.getValue())));
      }
    }
    return body;
  }

  /** What has to be there, and the first of the choices of which one has to be. */
  private static List<JsonNode> required(JsonNode schema) {
    return Stream.concat(
            schema.path("required").valueStream(),
            schema.path("anyOf").path(0).path("required").valueStream())
        .toList();
  }

  /** What a reference refers to, with what stands beside the reference. */
  private static JsonNode resolve(JsonNode node) {
    JsonNode target = Spec.get().resolve(node);
    if (!node.has("$ref")) {
      return target;
    }
    ObjectNode merged = (ObjectNode) target.deepCopy();
    merged.setAll((ObjectNode) node);
    merged.remove("$ref");
    return merged;
  }

  private static JsonNode value(JsonNode schema) {
    if (schema.has("default")) {
      return schema.path("default");
    } else if (schema.has("enum")) {
      return schema.path("enum").path(0);
    } else if (schema.has("oneOf")) {
      return value(resolve(schema.path("oneOf").path(0)));
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (Json.text(schema, "type", "")) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer", "number" -> nodes.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> nodes.booleanNode(true);
      default -> text(schema);
    };
  }

  private static ArrayNode array(JsonNode schema) {
    ArrayNode array = Json.array();
    for (int i = 0; i < Math.max(1, schema.path("minItems").asInt(1)); i++) {
      array.add(value(resolve(schema.path("items"))));
    }
    return array;
  }

  private static StringNode text(JsonNode schema) {
    String text =
        switch (Json.text(schema, "format", "")) {
          case "uri" -> "https://example.com/input";
          case "uuid" -> "555f4ea2-cfef-4622-8355-baa5f2ce6a59";
          default -> "cat";
        };
    return JsonNodeFactory.instance.stringNode(text);
  }

  @Override
  public String toString() {
    return model;
  }
}
