package ai.evolink.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small spec, and what is to come of it. See {@code src/test/resources/codegen}.
 *
 * @param keptNames whether its schemas are called in a document of all cases as they are here
 * @param refused the lines that it is refused with; empty if it works
 */
public record SpecCase(
    String name,
    boolean keptNames,
    JsonNode schemas,
    @Nullable JsonNode paths,
    @Nullable JsonNode tags,
    List<String> refused,
    JsonNode expectations) {
  static final Path FOLDER = Path.of("src/test/resources/codegen");
  private static final String REFERENCE = "#/components/schemas/";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** The cases that were collected from other documents. */
  public static List<SpecCase> collected() {
    List<SpecCase> all = read("cases.yaml");
    JsonNode names = yaml("names.yaml");
    names.path("schemas").forEach(name -> all.add(ofSchema(name.stringValue())));
    names.path("properties").forEach(name -> all.add(ofProperty(name.stringValue())));
    names.path("prose").forEach(text -> all.add(ofProse(all.size(), text.stringValue())));
    return all;
  }

  /** All cases. */
  public static List<SpecCase> all() {
    List<SpecCase> all = collected();
    all.addAll(read("more.yaml"));
    return all;
  }

  private static List<SpecCase> read(String file) {
    List<SpecCase> cases = new ArrayList<>();
    yaml(file)
        .properties()
        .forEach(
            entry -> {
              JsonNode node = entry.getValue();
              List<String> refused = new ArrayList<>();
              node.path("refused").forEach(line -> refused.add(line.stringValue()));
              cases.add(
                  new SpecCase(
                      entry.getKey(),
                      node.has("names"),
                      node.path("schemas"),
                      node.get("paths"),
                      node.get("tags"),
                      refused,
                      node));
            });
    return cases;
  }

  private static SpecCase ofSchema(String name) {
    String type = Objects.requireNonNull(Names.type(name));
    return made(
        "schema_" + name,
        """
        schemas:
          "%1$s":
            type: object
            properties:
              a: {type: string}
              l: {type: array, items: {type: string}}
              m: {type: object, additionalProperties: {type: string}}
          User%2$s:
            type: object
            properties:
              s: {$ref: '#/components/schemas/%1$s'}
              n: {type: number}
              l: {type: array, items: {$ref: '#/components/schemas/%1$s'}}
        paths:
          /v1/schemas/%2$s:
            post:
              tags: [Things]
              operationId: send%2$s
              parameters: [{name: q, in: query, schema: {type: string}}]
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/%1$s'}}}}
              responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/%1$s'}}}}}
        rounds:
          - {type: "%1$s", json: '{"a":"t","l":["u"],"m":{"k":"v"}}'}
          - {type: "User%2$s", json: '{"s":{"a":"t"},"n":1.5,"l":[{"a":"u"}]}'}
        """
            .formatted(name, type),
        true);
  }

  private static SpecCase ofProperty(String name) {
    return made(
        "property_" + name,
        """
        schemas:
          Thing:
            type: object
            required: ["%1$s"]
            properties:
              "%1$s": {type: string}
              other2: {type: integer}
        rounds:
          - {type: Thing, json: '{"%1$s":"t","other2":3}'}
        built: '{"%1$s":"x"}'
        """
            .formatted(name),
        false);
  }

  private static SpecCase ofProse(int number, String text) {
    String quoted = JSON.writeValueAsString(text);
    return made(
        "prose_" + number,
        """
        tags:
          - {name: Prose%2$d, description: %1$s}
        schemas:
          Thing:
            type: object
            description: %1$s
            required: [a]
            properties:
              a: {type: string, description: %1$s}
              b: {type: integer, description: %1$s, minimum: 1}
          Words: {type: string, description: %1$s, enum: [a], x-enum-descriptions: [%1$s]}
        paths:
          /v1/prose/%2$d:
            post:
              tags: [Prose%2$d]
              operationId: doProse%2$d
              summary: %1$s
              description: %1$s
              parameters: [{name: q, in: query, description: %1$s, schema: {type: string}}]
              requestBody: {required: true, description: %1$s, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
              responses: {'200': {description: %1$s, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
        rounds:
          - {type: Thing, json: '{"a":"t","b":1}'}
          - {type: Words, json: '"a"'}
        """
            .formatted(quoted, number),
        false);
  }

  private static SpecCase made(String name, String yaml, boolean keptNames) {
    JsonNode node = parsed(yaml, name);
    return new SpecCase(
        name,
        keptNames,
        node.path("schemas"),
        node.get("paths"),
        node.get("tags"),
        List.of(),
        node);
  }

  static JsonNode yaml(String file) {
    try {
      return parsed(Files.readString(FOLDER.resolve(file)), file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode parsed(String yaml, String name) {
    Refusals refusals = new Refusals();
    Node node = SpecReader.read(yaml, refusals);
    if (node == null || !refusals.isEmpty()) {
      throw new AssertionError(refusals.lines(name));
    }
    return JSON.valueToTree(node.plain());
  }

  /** A line without the place in the file. */
  static String withoutPlace(String line) {
    return line.replaceFirst("^f:\\d+:\\d+: ", "");
  }

  /** Reads JSON without rounding. */
  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** A document of this case alone. */
  String document() {
    ObjectNode document = skeleton();
    add(document, false);
    return document.toString();
  }

  /** One document of all cases that work, and of the operations. */
  public static String documentOfAll() throws IOException {
    ObjectNode document = (ObjectNode) yaml("operations.yaml");
    ((ArrayNode) document.path("tags")).addObject().put("name", "Things").put("description", "x");
    for (SpecCase each : all()) {
      if (each.refused.isEmpty()) {
        each.add(document, true);
      }
    }
    return document.toString();
  }

  private static ObjectNode skeleton() {
    return (ObjectNode)
        parsed(
            """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            tags: [{name: Things, description: Things.}]
            paths:
              /v1/things:
                get:
                  tags: [Things]
                  operationId: listThings
                  responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/AspectRatio'}}}}}
            components:
              schemas:
                AspectRatio: {type: string, enum: ['1:1', auto], x-enum-varnames: [R1_1, AUTO]}
            """,
            "skeleton");
  }

  private void add(ObjectNode document, boolean prefixed) {
    Map<String, String> names = new TreeMap<>();
    schemas
        .propertyNames()
        .forEach(name -> names.put(name, prefixed && !keptNames ? prefix() + name : name));
    schemas
        .properties()
        .forEach(
            schema ->
                ((ObjectNode) document.at("/components/schemas"))
                    .set(
                        Objects.requireNonNull(names.get(schema.getKey())),
                        renamed(schema.getValue(), names)));
    if (paths != null) {
      paths
          .properties()
          .forEach(
              path ->
                  ((ObjectNode) document.path("paths"))
                      .set(path.getKey(), renamed(path.getValue(), names)));
    }
    if (tags != null) {
      tags.forEach(tag -> ((ArrayNode) document.path("tags")).add(tag));
    }
  }

  private static JsonNode renamed(JsonNode node, Map<String, String> names) {
    String text = node.toString();
    for (Map.Entry<String, String> name : names.entrySet()) {
      text =
          text.replace(
              "\"" + REFERENCE + name.getKey() + "\"", "\"" + REFERENCE + name.getValue() + "\"");
    }
    return json(text);
  }

  private String prefix() {
    // Names of cases may differ in their case only.
    return "Case" + Integer.toUnsignedString(name.hashCode(), 36);
  }

  /** The class that a schema has in the document of all cases. */
  public String typeOf(String schema) {
    return Objects.requireNonNull(Names.type(keptNames ? schema : prefix() + schema));
  }

  /** A JSON of the expectations as it is in the document of all cases. */
  public String inAll(String json) {
    String text = json;
    for (String schema : schemas.propertyNames()) {
      text =
          text.replace(
              "\"@" + schema + "\"", "\"" + (keptNames ? schema : prefix() + schema) + "\"");
    }
    return text;
  }

  @Override
  public String toString() {
    return name;
  }
}
