package ai.evolink.emulator;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The API description that everything here is driven by. Immutable, read once per JVM; a schema is
 * compiled when it is first needed.
 */
final class Spec {

  private static final String LOCATION = "https://evolink.invalid/openapi";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode root;
  private final List<Operation> operations;
  private final Map<String, String> aliases;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Spec(JsonNode root) {
    this.root = root;
    this.operations = readOperations();
    this.aliases = readAliases();
  }

  static Spec get() {
    return Holder.SPEC;
  }

  List<Operation> operations() {
    return operations;
  }

  /** The operation of this id, which the spec must have. */
  Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The spec has no operation " + id));
  }

  /** The ids of models that stand for others, each with the canonical one. */
  Map<String, String> aliases() {
    return aliases;
  }

  /** What stands at a pointer such as {@code #/components/schemas/Task}. */
  JsonNode at(String pointer) {
    return root.at(pointer.substring(1));
  }

  /** The node itself, or what it refers to. */
  JsonNode resolve(JsonNode node) {
    JsonNode current = node;
    while (current.path("$ref").isString()) {
      current = at(current.path("$ref").stringValue());
    }
    return current;
  }

  /**
   * The whole number that a body gives for a property, or else the default of its schema, or else
   * {@code otherwise}.
   */
  int number(JsonNode schema, JsonNode body, String property, int otherwise) {
    JsonNode value = body.path(property);
    JsonNode preset = resolve(schema.path("properties").path(property)).path("default");
    return value.isNumber()
        ? value.asInt(otherwise)
        : preset.isNumber() ? preset.asInt(otherwise) : otherwise;
  }

  /** Checks a value against the schema at a pointer; what comes back is empty if it fits. */
  List<Error> check(String pointer, JsonNode value) {
    return schemas.computeIfAbsent(pointer, this::compile).validate(value);
  }

  private Schema compile(String pointer) {
    // The component section comes along, so that the references inside find their targets.
    JsonNode document =
        Json.object().put("$ref", pointer).set("components", root.path("components"));
    return Compiler.REGISTRY.getSchema(SchemaLocation.of(LOCATION), document);
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          found.add(new Operation(this, method.getKey(), path.getKey(), method.getValue()));
        }
      }
    }
    return List.copyOf(found);
  }

  private Map<String, String> readAliases() {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode schema : root.path("components").path("schemas")) {
      for (Map.Entry<String, JsonNode> alias : schema.path("x-aliases").properties()) {
        found.put(alias.getKey(), alias.getValue().asString());
      }
    }
    return Collections.unmodifiableMap(found);
  }

  /** Apart from the spec, because most of what the emulator does goes without it. */
  private static final class Compiler {

    // The x- extensions and OpenAPI's own keywords say nothing about validity; without a factory of
    // its own the library would log a warning for each.
    private static final Dialect DIALECT =
        Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    private static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDialect(
            DIALECT,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .locale(Locale.ROOT)
                        .build()));
  }

  private static final class Holder {
    private static final Spec SPEC = load();

    private static Spec load() {
      try (InputStream in = Spec.class.getResourceAsStream("evolink.json")) {
        if (in == null) {
          throw new IllegalStateException("evolink.json is missing from the emulator's jar");
        }
        return new Spec(Json.read(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
