package ai.evolink.codegen;

import static ai.evolink.codegen.Allowed.ANY;
import static ai.evolink.codegen.Allowed.COUNT;
import static ai.evolink.codegen.Allowed.FLAG;
import static ai.evolink.codegen.Allowed.LINK;
import static ai.evolink.codegen.Allowed.LIST;
import static ai.evolink.codegen.Allowed.NUMBER;
import static ai.evolink.codegen.Allowed.OBJECT;
import static ai.evolink.codegen.Allowed.TEXT;
import static ai.evolink.codegen.Allowed.TEXTS;
import static ai.evolink.codegen.Allowed.WORDS;

import ai.evolink.codegen.Allowed.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what is not on the list in a schema, and what does not go with its type. */
final class SchemaWalk {
  private static final Shape SCHEMA_OR_FLAG =
      new Shape("a schema or a boolean", node -> node.isMap() || node.isFlag());
  private static final Shape BOUND =
      new Shape("a number or a boolean", node -> node.isNumber() || node.isFlag());
  private static final Shape TYPE =
      new Shape(
          "a type or a list of types",
          node -> node.isText() || (node.isList() && TEXTS.fits().test(node)));
  private static final Shape VALUES =
      new Shape("a list of values", node -> node.isList() && !node.list().isEmpty());
  private static final Shape STEP =
      new Shape("a number above 0", node -> node.isNumber() && node.number().signum() > 0);
  private static final Shape NAME =
      new Shape(
          "a Java name for a class or a member",
          node ->
              node.isText()
                  && (Names.isType("" + node.text())
                      || ("" + node.text()).equals(Names.member("" + node.text()))));
  private static final Shape TYPE_NAME =
      new Shape(
          "the name of a vocabulary or of a hand-written type",
          node -> node.isText() && Names.isType("" + node.text()));

  private static final Allowed SCHEMA = Allowed.in("a schema", members());
  private static final Allowed DISCRIMINATOR =
      Allowed.in("a discriminator", Map.of("propertyName", TEXT, "mapping", WORDS));
  private static final Allowed DOCS =
      Allowed.in("externalDocs", Map.of("url", LINK, "description", TEXT));
  private static final Allowed NOT =
      Allowed.in("not", Map.of("minimum", NUMBER, "maximum", NUMBER));
  private static final Allowed KEYS =
      Allowed.in("propertyNames", Map.of("pattern", Allowed.PATTERN));
  private static final Allowed MEDIA =
      Allowed.in(
          "x-media",
          Map.of(
              "kind", Allowed.word("image", "video", "audio"),
              "maxBytes", NUMBER,
              "types", TEXTS));
  private static final Allowed FORM =
      Allowed.in("x-form", Map.of("text", TEXT, "open", Allowed.PATTERN));
  private static final Allowed PROPERTIES =
      Allowed.in("x-properties", Map.of("least", COUNT, "most", COUNT));
  private static final Allowed REQUEST =
      Allowed.in(
          "x-request",
          Map.of("medium", Allowed.word("image", "video", "audio"), "modelType", TYPE_NAME));

  /** The keywords that say something of one type only. */
  private static final Map<String, Set<String>> OF_ONE_TYPE =
      Map.of(
          "string",
              Set.of("minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"),
          "number",
              Set.of(
                  "minimum",
                  "maximum",
                  "exclusiveMinimum",
                  "exclusiveMaximum",
                  "multipleOf",
                  "not"),
          "array", Set.of("items", "minItems", "maxItems", "uniqueItems"),
          "object",
              Set.of(
                  "properties",
                  "required",
                  "additionalProperties",
                  "propertyNames",
                  "minProperties",
                  "maxProperties"));

  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object", "null");

  private final Refusals refusals;

  SchemaWalk(Refusals refusals) {
    this.refusals = refusals;
  }

  private static Map<String, Shape> members() {
    Map<String, Shape> members = new HashMap<>();
    for (String name :
        List.of(
            "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")) {
      members.put(name, COUNT);
    }
    for (String name :
        List.of(
            "nullable",
            "readOnly",
            "writeOnly",
            "deprecated",
            "uniqueItems",
            "x-number-words",
            "x-unverified")) {
      members.put(name, FLAG);
    }
    for (String name :
        List.of(
            "format",
            "title",
            "description",
            "contentEncoding",
            "contentMediaType",
            "$ref",
            "$comment",
            "x-result",
            "x-same-as")) {
      members.put(name, TEXT);
    }
    for (String name : List.of("allOf", "oneOf", "anyOf")) {
      members.put(name, VALUES);
    }
    for (String name :
        List.of(
            "required", "x-enum-varnames", "x-enum-descriptions", "x-deprecated", "x-excludes")) {
      members.put(name, TEXTS);
    }
    for (String name :
        List.of(
            "properties",
            "propertyNames",
            "not",
            "items",
            "discriminator",
            "externalDocs",
            "x-media",
            "x-form",
            "x-properties",
            "x-request",
            "x-codes",
            "x-made-by")) {
      members.put(name, OBJECT);
    }
    for (String name : List.of("default", "const", "example")) {
      members.put(name, ANY);
    }
    members.put("examples", LIST);
    members.put("enum", VALUES);
    members.put("type", TYPE);
    members.put("additionalProperties", SCHEMA_OR_FLAG);
    members.put("pattern", Allowed.PATTERN);
    members.put("minimum", NUMBER);
    members.put("maximum", NUMBER);
    members.put("multipleOf", STEP);
    members.put("exclusiveMinimum", BOUND);
    members.put("exclusiveMaximum", BOUND);
    members.put("x-java-type", TYPE_NAME);
    members.put("x-java-name", NAME);
    members.put("x-link-hours", COUNT);
    members.put("x-aliases", WORDS);
    return members;
  }

  void schema(Node schema) {
    if (!SCHEMA.check(schema, refusals)) {
      return;
    }
    types(schema);
    inside(schema, "discriminator", DISCRIMINATOR);
    inside(schema, "externalDocs", DOCS);
    inside(schema, "not", NOT);
    inside(schema, "propertyNames", KEYS);
    inside(schema, "x-media", MEDIA);
    inside(schema, "x-form", FORM);
    inside(schema, "x-properties", PROPERTIES);
    inside(schema, "x-request", REQUEST);
    schema.mapAt("properties").values().forEach(this::schema);
    for (String name : List.of("items", "additionalProperties")) {
      Node inner = schema.get(name);
      if (inner != null && inner.isMap()) {
        schema(inner);
      }
    }
    for (String name : List.of("allOf", "oneOf", "anyOf")) {
      schema.listAt(name).forEach(this::schema);
    }
  }

  private void inside(Node schema, String name, Allowed allowed) {
    Node node = schema.get(name);
    if (node != null && node.isMap()) {
      allowed.check(node, refusals);
    }
  }

  private void types(Node schema) {
    List<String> types = new ArrayList<>();
    Node type = schema.get("type");
    if (type != null) {
      for (Node each : type.isList() ? type.list() : List.of(type)) {
        String name = each.text();
        if (name != null && !TYPES.contains(name)) {
          refusals.add(
              each,
              "there is no type \"" + name + "\"",
              "Write one of string, number, integer, boolean, array, object, null");
          return;
        }
        types.add("integer".equals(name) ? "number" : String.valueOf(name));
      }
    } else if (schema.has("properties")) {
      types.add("object");
    }
    types.remove("null");
    if (types.isEmpty()) {
      return;
    }
    OF_ONE_TYPE.forEach(
        (owner, keywords) -> {
          if (!types.contains(owner)) {
            for (String keyword : keywords) {
              Node value = schema.get(keyword);
              if (value != null) {
                refusals.add(
                    value,
                    "\"" + keyword + "\" says nothing of the type " + String.join(" or ", types),
                    "Leave it out, or correct the type");
              }
            }
          }
        });
  }
}
