package ai.evolink.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a spec promises to callers over HTTP: every operation, parameter and property with its
 * facts, whatever schemas and references it is written with. A body that a property chooses is told
 * apart by the word of that property: for submits, by the id of the model. The program in {@code
 * spec/drift} is built with it too.
 */
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** Keywords that are kept as they are, under their own name. */
  private static final List<String> PLAIN =
      List.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "pattern",
          "propertyNames",
          "uniqueItems",
          "not",
          "format",
          "default",
          "deprecated",
          "readOnly",
          "writeOnly");

  /** Who writes what the facts are about. */
  public enum Side {
    OPERATION,
    CALLER,
    SERVER
  }

  /**
   * Where something is.
   *
   * @param branch the word that chooses the body; empty if there is no choice
   * @param path such as {@code model_params.areas[].width}; empty for the operation itself
   */
  public record Place(String operation, Side side, String where, String branch, String path)
      implements Comparable<Place> {
    public static final Place EVERYTHING = new Place("", Side.OPERATION, "", "", "");

    Place at(String deeper) {
      return new Place(operation, side, where, branch, deeper);
    }

    Place step(String name) {
      return at(path.isEmpty() ? name : path + "." + name);
    }

    /** The same place in the body that this word chooses. */
    public Place of(String word) {
      return new Place(operation, side, where, word, path);
    }

    /** What this is in, and comes and goes with. */
    public Place container() {
      if (side == Side.OPERATION) {
        return EVERYTHING;
      }
      Place parent = parent();
      if (!parent.path.isEmpty() || (!path.isEmpty() && !where.endsWith("parameter"))) {
        return parent;
      }
      return branch.isEmpty() ? new Place(operation, Side.OPERATION, "", "", "") : of("");
    }

    private Place parent() {
      int end =
          Math.max(path.lastIndexOf('.'), Math.max(path.lastIndexOf("[]"), path.lastIndexOf("{}")));
      return at(end < 0 ? "" : path.substring(0, end));
    }

    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  private final JsonNode root;
  private final CallFacts calls;
  private final Map<Place, Map<String, JsonNode>> places = new TreeMap<>();

  private Contract(JsonNode root) {
    this.root = root;
    this.calls = new CallFacts(root);
  }

  /** Reads a document. */
  public static Contract of(JsonNode root) {
    Contract contract = new Contract(root);
    contract.places.put(Place.EVERYTHING, Map.of());
    root.path("paths")
        .properties()
        .forEach(path -> contract.addPath(path.getKey(), path.getValue()));
    return contract;
  }

  /** The facts of every place, by keyword. */
  public Map<Place, Map<String, JsonNode>> places() {
    return places;
  }

  private void addPath(String address, JsonNode path) {
    path.properties().stream()
        .filter(method -> METHODS.contains(method.getKey()))
        .forEach(
            method ->
                addOperation(
                    method.getKey().toUpperCase(Locale.ROOT) + " " + address,
                    path,
                    method.getValue()));
  }

  private void addOperation(String name, JsonNode path, JsonNode operation) {
    Map<String, JsonNode> facts = new TreeMap<>();
    JsonNode servers = calls.nearest("servers", operation, path);
    put(facts, "server", CallFacts.joined(servers.valueStream().map(server -> server.path("url"))));
    put(facts, "security", calls.security(calls.nearest("security", operation, path)));
    put(facts, "paid", operation.path("x-paid"));
    put(facts, "deprecated", operation.path("deprecated"));
    Place whole = new Place(name, Side.OPERATION, "", "", "");
    places.put(whole, facts);
    List<String> order = new ArrayList<>();
    for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
      for (JsonNode reference : list) {
        JsonNode parameter = resolve(reference);
        order.add(parameter.path("name").asString(""));
        String in = parameter.path("in").asString("") + " parameter";
        Place place = new Place(name, Side.CALLER, in, "", parameter.path("name").asString(""));
        add(place, parameter.path("schema"), parameter.path("required").asBoolean(false), Set.of());
        places
            .computeIfAbsent(place, any -> new TreeMap<>())
            .put("style", CallFacts.style(parameter));
      }
    }
    if (order.size() > 1) {
      put(facts, "parameter order", array(order));
    }
    addBody(name, Side.CALLER, "body", resolve(operation.path("requestBody")));
    operation
        .path("responses")
        .properties()
        .forEach(
            answer ->
                addBody(
                    name, Side.SERVER, "answer " + answer.getKey(), resolve(answer.getValue())));
  }

  private void addBody(String operation, Side side, String where, JsonNode body) {
    body.path("content")
        .properties()
        .forEach(
            media -> {
              String type =
                  media.getKey().equals("application/json") ? where : where + " " + media.getKey();
              boolean required = side == Side.SERVER || body.path("required").asBoolean(false);
              Place place = new Place(operation, side, type, "", "");
              add(place, media.getValue().path("schema"), required, Set.of());
            });
  }

  private void add(Place place, JsonNode reference, boolean required, Set<String> within) {
    String name = reference.path("$ref").asString("");
    if (within.contains(name)) {
      return; // a schema inside itself says nothing new
    }
    Set<String> deeper = new HashSet<>(within);
    if (!name.isEmpty()) {
      deeper.add(name);
    }
    JsonNode schema = whole(reference);
    Map<String, JsonNode> facts = facts(schema);
    if (!place.path().endsWith("[]") && !place.path().endsWith("{}")) {
      put(facts, "required", Documents.json(Boolean.toString(required)));
    }
    places.put(place, facts);
    addBranches(place, schema.path("discriminator"), required, deeper);
    Set<String> demanded = new HashSet<>();
    schema.path("required").forEach(property -> demanded.add(property.asString("")));
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                add(
                    place.step(property.getKey()),
                    property.getValue(),
                    demanded.contains(property.getKey()),
                    deeper));
    if (schema.has("items")) {
      add(place.at(place.path() + "[]"), schema.path("items"), false, deeper);
    }
    if (schema.path("additionalProperties").isObject()) {
      add(place.at(place.path() + "{}"), schema.path("additionalProperties"), false, deeper);
    }
  }

  private void addBranches(
      Place place, JsonNode discriminator, boolean required, Set<String> within) {
    String name = discriminator.path("propertyName").asString("");
    for (Map.Entry<String, JsonNode> word : discriminator.path("mapping").properties()) {
      Place branch =
          place.path().isEmpty()
              ? place.of(word.getKey())
              : place.at(place.path() + "(" + word.getKey() + ")");
      add(branch, Documents.object().set("$ref", word.getValue()), required, within);
      // Which other words share the schema is nothing that a caller of this one notices; which of
      // them a builder fills in is.
      places.getOrDefault(branch.step(name), new TreeMap<>()).remove("values");
    }
  }

  private static Map<String, JsonNode> facts(JsonNode schema) {
    Map<String, JsonNode> facts = new TreeMap<>();
    PLAIN.forEach(keyword -> put(facts, keyword, schema.path(keyword)));
    put(facts, "type", array(types(schema)));
    put(
        facts,
        "values",
        texts(
            schema.has("const")
                ? array(List.of(schema.path("const").asString("")))
                : schema.path("enum")));
    if ((schema.has("oneOf") && !schema.has("discriminator")) || schema.has("anyOf")) {
      Set<String> shapes = new TreeSet<>();
      for (String keyword : List.of("oneOf", "anyOf")) {
        schema.path(keyword).forEach(shape -> shapes.add(withoutProse(shape).toString()));
      }
      put(facts, "shapes", array(shapes));
    }
    if (schema.path("additionalProperties").isBoolean()) {
      put(facts, "additionalProperties", schema.path("additionalProperties"));
    }
    put(facts, "media kind", schema.at("/x-media/kind"));
    put(facts, "maxBytes", schema.at("/x-media/maxBytes"));
    put(facts, "media types", texts(schema.at("/x-media/types")));
    put(facts, "pattern of builders", schema.at("/x-form/open"));
    return facts;
  }

  private static JsonNode withoutProse(JsonNode shape) {
    ObjectNode bare = (ObjectNode) shape.deepCopy();
    bare.remove("description");
    return bare;
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isString()) {
      types.add(type.stringValue());
    }
    type.forEach(one -> types.add(one.asString("")));
    if (types.isEmpty()) {
      schema.path("enum").forEach(value -> types.add(typeOf(value)));
    }
    if (types.isEmpty() && (schema.has("properties") || schema.has("discriminator"))) {
      types.add("object");
    }
    return types.isEmpty() ? Set.of("any") : types;
  }

  private static String typeOf(JsonNode value) {
    if (value.isNumber()) {
      return value.isIntegralNumber() ? "integer" : "number";
    }
    return value.isBoolean() ? "boolean" : "string";
  }

  /** The words of a list, sorted; 2 and "2" are one word. */
  private static JsonNode texts(JsonNode words) {
    Set<String> sorted = new TreeSet<>();
    words.forEach(word -> sorted.add(word.asString("")));
    return sorted.isEmpty() ? words.path("none") : array(sorted);
  }

  static JsonNode array(Iterable<String> texts) {
    List<String> quoted = new ArrayList<>();
    texts.forEach(text -> quoted.add(StringNode.valueOf(text).toString()));
    return Documents.json(quoted.toString());
  }

  private static void put(Map<String, JsonNode> facts, String keyword, JsonNode value) {
    if (!value.isMissingNode()) {
      facts.put(keyword, value);
    }
  }

  /** The schema with what it refers to, what stands beside that, and all of {@code allOf}. */
  private JsonNode whole(JsonNode schema) {
    if (!schema.has("$ref") && !schema.has("allOf")) {
      return schema;
    }
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    List<JsonNode> parts = new ArrayList<>();
    if (schema.has("$ref")) {
      parts.add(whole(Documents.target(root, schema)));
    }
    schema.path("allOf").forEach(part -> parts.add(whole(part)));
    parts.add(schema);
    for (JsonNode part : parts) {
      part.properties()
          .forEach(keyword -> merged.merge(keyword.getKey(), keyword.getValue(), Contract::both));
    }
    merged.remove("$ref");
    merged.remove("allOf");
    ObjectNode node = Documents.object();
    merged.forEach(node::set);
    return node;
  }

  /** Properties and lists of required ones add up; of anything else the later counts. */
  private static JsonNode both(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      ObjectNode sum = (ObjectNode) one.deepCopy();
      other.properties().forEach(member -> sum.set(member.getKey(), member.getValue()));
      return sum;
    }
    if (one.isArray() && other.isArray()) {
      ArrayNode sum = (ArrayNode) one.deepCopy();
      other.forEach(sum::add);
      return sum;
    }
    return other;
  }

  private JsonNode resolve(JsonNode node) {
    return Documents.resolved(root, node);
  }
}
