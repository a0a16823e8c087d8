package ai.evolink.drift;

import ai.evolink.spec.Documents;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document in the one form in which two can be compared, whatever version and whatever way of
 * saying the same it was written with: no {@code null} among types and words, no booleans for
 * exclusive limits, values of several simple types as one schema, paths without the names of their
 * parameters, words of vocabularies at the properties that name them.
 */
final class Lowered {
  private static final Set<String> VALUES =
      Set.of("example", "examples", "default", "enum", "const", "mapping", "x-enum-descriptions");
  private static final List<String> CHOICES = List.of("oneOf", "anyOf");

  private final JsonNode root;
  private final Set<String> open = new HashSet<>();

  private Lowered(JsonNode root) {
    this.root = root;
  }

  static JsonNode of(JsonNode document) {
    ObjectNode lowered = (ObjectNode) new Lowered(document).walk(document);
    ObjectNode paths = Documents.object();
    for (Map.Entry<String, JsonNode> path : lowered.path("paths").properties()) {
      String bare = path.getKey().replaceAll("\\{[^}]*}", "{}");
      paths.set(bare, path.getValue());
    }
    lowered.set("paths", paths);
    return lowered;
  }

  private JsonNode walk(JsonNode node) {
    if (node.isArray()) {
      ArrayNode list = (ArrayNode) Documents.json("[]");
      node.forEach(item -> list.add(walk(item)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode schema = Documents.object();
    node.properties()
        .forEach(
            member ->
                schema.set(
                    member.getKey(),
                    VALUES.contains(member.getKey())
                        ? member.getValue()
                        : member.getKey().equals("properties")
                            ? walkEach(member.getValue())
                            : walk(member.getValue())));
    exclusive(schema, "minimum", "exclusiveMinimum");
    exclusive(schema, "maximum", "exclusiveMaximum");
    choices(schema);
    withoutNull(schema);
    vocabulary(schema);
    return schema;
  }

  /** Names of properties may be those of keywords. */
  private JsonNode walkEach(JsonNode properties) {
    ObjectNode walked = Documents.object();
    properties.properties().forEach(entry -> walked.set(entry.getKey(), walk(entry.getValue())));
    return walked;
  }

  /** OpenAPI 3.0 has a boolean beside the limit, 3.1 a limit. */
  private static void exclusive(ObjectNode schema, String limit, String keyword) {
    if (schema.path(keyword).isBoolean()) {
      boolean exclusive = schema.path(keyword).asBoolean();
      schema.remove(keyword);
      if (exclusive && schema.has(limit)) {
        schema.set(keyword, schema.path(limit));
        schema.remove(limit);
      }
    }
  }

  private static void withoutNull(ObjectNode schema) {
    schema.remove("nullable");
    if (schema.path("type").isArray()) {
      schema.set("type", without(schema.path("type"), "null"));
      if (schema.path("type").size() == 1) {
        schema.set("type", schema.path("type").path(0));
      }
    }
    if (schema.path("enum").isArray()) {
      ArrayNode words = (ArrayNode) Documents.json("[]");
      schema.path("enum").valueStream().filter(word -> !word.isNull()).forEach(words::add);
      schema.set("enum", words);
    }
  }

  private static ArrayNode without(JsonNode list, String word) {
    ArrayNode rest = (ArrayNode) Documents.json("[]");
    list.valueStream().filter(item -> !item.asString("").equals(word)).forEach(rest::add);
    return rest;
  }

  /** Our own spec names a vocabulary where pages list its words. */
  private void vocabulary(ObjectNode schema) {
    String name = schema.path("x-java-type").asString("");
    JsonNode words = root.path("components").path("schemas").path(name).path("enum");
    ObjectNode holder = schema.path("items") instanceof ObjectNode items ? items : schema;
    if (words.isArray() && !holder.has("enum")) {
      holder.set("enum", words);
    }
  }

  /** Makes one schema of a choice, unless a word chooses, or it says only what is required. */
  private void choices(ObjectNode schema) {
    for (String keyword : CHOICES) {
      if (!schema.path(keyword).isArray() || schema.has("discriminator")) {
        continue;
      }
      List<JsonNode> members =
          schema
              .path(keyword)
              .valueStream()
              .map(this::member)
              .filter(member -> !member.path("type").asString("").equals("null"))
              .toList();
      boolean bodies =
          members.stream().anyMatch(member -> member.at("/properties/model").isObject());
      boolean shapes = members.stream().allMatch(Lowered::saysWhatItIs);
      if (shapes && !bodies && !members.isEmpty()) {
        schema.remove(keyword);
        if (members.size() == 1) {
          members.get(0).properties().forEach(entry -> setIfAbsent(schema, entry));
        } else {
          merge(schema, members);
        }
      }
    }
  }

  private static boolean saysWhatItIs(JsonNode member) {
    return member.has("type")
        || member.has("enum")
        || member.has("const")
        || member.has("properties");
  }

  private static void setIfAbsent(ObjectNode schema, Map.Entry<String, JsonNode> entry) {
    if (!schema.has(entry.getKey())) {
      schema.set(entry.getKey(), entry.getValue());
    }
  }

  private static void merge(ObjectNode schema, List<JsonNode> members) {
    Set<String> types = new LinkedHashSet<>();
    Set<JsonNode> words = new LinkedHashSet<>();
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (JsonNode member : members) {
      JsonNode type = member.path("type");
      Stream.concat(Stream.of(type), type.valueStream())
          .filter(JsonNode::isString)
          .forEach(name -> types.add(name.asString("")));
      member.path("enum").forEach(words::add);
      if (member.has("const")) {
        words.add(member.path("const"));
      }
      member.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
      for (String limit : List.of("minimum", "maximum", "minLength", "maxLength", "format")) {
        if (member.has(limit) && !schema.has(limit)) {
          schema.set(limit, member.path(limit));
        }
      }
    }
    if (!types.isEmpty()) {
      ArrayNode list = schema.putArray("type");
      types.forEach(list::add);
    }
    if (!words.isEmpty()) {
      ArrayNode list = schema.putArray("enum");
      words.forEach(list::add);
    }
    if (!properties.isEmpty()) {
      ObjectNode all = schema.putObject("properties");
      properties.forEach(all::set);
    }
  }

  private JsonNode member(JsonNode node) {
    String pointer = node.path("$ref").asString("");
    if (pointer.isEmpty() || !open.add(pointer)) {
      return node; // a choice inside itself stays as it is
    }
    JsonNode target = member(walk(root.at(pointer.substring(1))));
    open.remove(pointer);
    return target;
  }
}
