package ai.evolink.spec;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The spec as JSON, and a validator of its schemas that shares nothing with our templates. */
public final class Spec {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNode ROOT = read(Path.of("../spec/evolink.yaml"));
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialect.builder(Dialects.getDraft202012())
              .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
              .build(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .locale(Locale.ROOT)
                      .build()));

  private Spec() {}

  /** The whole document. */
  public static JsonNode root() {
    return ROOT;
  }

  /** All component schemas, by name. */
  public static JsonNode schemas() {
    return ROOT.path("components").path("schemas");
  }

  /** The node itself, or what it refers to. */
  public static JsonNode resolve(JsonNode node) {
    JsonNode current = node;
    while (current.path("$ref").isString()) {
      current = ROOT.at(current.path("$ref").stringValue().substring(1));
    }
    return current;
  }

  /**
   * A property somewhere in a component schema, with what stands beside its reference.
   *
   * @param path such as {@code model_params.mask.areas[].width}
   */
  public static JsonNode property(String schema, String path) {
    JsonNode node = schemas().path(schema);
    for (String step : path.split("\\.", -1)) {
      node = merged(resolve(node).path("properties").path(step.replace("[]", "")));
      if (step.endsWith("[]")) {
        node = merged(node.path("items"));
      }
    }
    return node;
  }

  private static JsonNode merged(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    ObjectNode merged = (ObjectNode) resolve(node).deepCopy();
    node.properties().stream()
        .filter(keyword -> !keyword.getKey().equals("$ref"))
        .forEach(keyword -> merged.set(keyword.getKey(), keyword.getValue()));
    return merged;
  }

  /** Reads JSON text. */
  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** What is wrong with a value by a component schema; empty if nothing is. */
  public static List<Error> errors(String schema, JsonNode value) {
    return errorsAt("#/components/schemas/" + schema, value);
  }

  /** What is wrong with a value by the schema at a pointer. */
  public static List<Error> errorsAt(String pointer, JsonNode value) {
    return COMPILED.computeIfAbsent(pointer, Spec::compile).validate(value);
  }

  private static Schema compile(String pointer) {
    // The rest of the document comes along, so that the references inside find their targets.
    ObjectNode document = JSON.createObjectNode().put("$ref", pointer);
    document.set("components", ROOT.path("components"));
    document.set("paths", ROOT.path("paths"));
    return REGISTRY.getSchema(SchemaLocation.of("https://evolink.invalid/openapi"), document);
  }

  /** Reads a document of this kind. */
  static JsonNode read(Path file) {
    return Documents.read(file);
  }

  /** Reads YAML text. */
  static JsonNode yaml(String text) {
    return Documents.yaml(text);
  }
}
