package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves references and combinations. */
final class Views {
  /** What a component becomes. */
  enum Kind {
    /** A class with properties. */
    OBJECT,
    /** A class of open words. */
    VOCABULARY,
    /** An interface; a property tells the classes behind it apart. */
    CHOICE,
    /** A class that holds any JSON. */
    UNION,
    /** No class: what refers to it has its keywords. */
    ALIAS
  }

  private static final Set<String> BESIDE_A_CLASS =
      Set.of(
          "$ref",
          "title",
          "description",
          "default",
          "deprecated",
          "readOnly",
          "writeOnly",
          "nullable",
          "minProperties",
          "maxProperties",
          "x-properties",
          "x-unverified",
          "x-java-name",
          "example",
          "examples",
          "externalDocs",
          "$comment");

  private static final String PREFIX = "#/components/schemas/";

  private final Map<String, Node> components;
  private final Refusals refusals;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  Views(Map<String, Node> components, Refusals refusals) {
    this.components = components;
    this.refusals = refusals;
  }

  Kind kind(String component) {
    Kind known = kinds.get(component);
    if (known != null) {
      return known;
    }
    Node node = components.get(component);
    if (node == null || !open.add(component)) {
      return Kind.ALIAS;
    }
    Kind kind = kindOf(view(node));
    open.remove(component);
    kinds.put(component, kind);
    return kind;
  }

  /** What a schema becomes when it stands on its own. */
  Kind kindOf(View view) {
    if (view.component() != null) {
      return Kind.ALIAS;
    }
    if (!view.choices().isEmpty()) {
      return view.has("discriminator") ? Kind.CHOICE : texts(view) ? Kind.ALIAS : Kind.UNION;
    }
    if (view.types().size() > 1) {
      return Kind.UNION;
    }
    if (!view.properties().isEmpty()) {
      return Kind.OBJECT;
    }
    boolean words = !view.words().isEmpty() && view.words().stream().allMatch(Node::isText);
    return words && (view.is("string") || view.types().isEmpty()) ? Kind.VOCABULARY : Kind.ALIAS;
  }

  /** Whether all alternatives are texts: then the whole is one, of whatever words. */
  private boolean texts(View view) {
    return view.choices().stream()
        .map(this::view)
        .allMatch(
            choice ->
                choice.component() == null
                    ? choice.is("string")
                    : kind(choice.component()) == Kind.VOCABULARY);
  }

  View view(Node schema) {
    return view(schema, false, new LinkedHashSet<>());
  }

  /** The same, with the properties of a class in the place of the class. */
  View expanded(Node schema) {
    return view(schema, true, new LinkedHashSet<>());
  }

  private View view(Node schema, boolean expand, Set<String> followed) {
    Map<String, Node> keywords = new LinkedHashMap<>(schema.map());
    String reference = schema.textAt("$ref");
    if (reference != null) {
      keywords.remove("$ref");
      return referred(schema, reference, keywords, expand, followed);
    }
    if (schema.has("allOf")) {
      List<Node> members = schema.listAt("allOf");
      Combinations.setAside(keywords);
      keywords.remove("allOf");
      if (members.size() == 1
          && !keywords.containsKey("properties")
          && !keywords.containsKey("required")
          && !Combinations.areIn(schema.map())) {
        return beside(view(members.get(0), expand, followed), schema, keywords);
      }
      return plain(schema, merged(schema, members, keywords, followed));
    }
    Combinations.setAside(keywords);
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (keywords.containsKey(keyword)) {
        List<Node> choices =
            schema.listAt(keyword).stream().filter(choice -> !isNull(choice)).toList();
        boolean nullable = choices.size() < schema.listAt(keyword).size();
        if (choices.size() == 1 && !schema.has("discriminator")) {
          keywords.remove(keyword);
          View only = beside(view(choices.get(0), expand, followed), schema, keywords);
          return new View(
              only.node(), only.nullable() || nullable, only.constant(), only.component());
        }
        Node list = Node.in(keywords, keyword);
        keywords.put(
            keyword, new Node(choices, schema.path() + "/" + keyword, list.line(), list.column()));
        View view = plain(schema, keywords);
        return new View(view.node(), view.nullable() || nullable, view.constant(), null);
      }
    }
    return plain(schema, keywords);
  }

  private static boolean isNull(Node schema) {
    return "null".equals(schema.textAt("type"));
  }

  private View referred(
      Node schema,
      String reference,
      Map<String, Node> keywords,
      boolean expand,
      Set<String> followed) {
    String name = reference.startsWith(PREFIX) ? unescaped(reference) : "";
    Node target = components.get(name);
    if (target == null) {
      refusals.add(
          schema,
          "there is no schema " + reference,
          "Refer to one of components.schemas; references stay inside the file");
      return plain(schema, keywords);
    }
    if (!followed.add(name)) {
      refusals.add(
          schema, name + " refers to itself", "Give one of the schemas in the circle properties");
      return plain(schema, keywords);
    }
    if (kind(name) == Kind.ALIAS || (expand && kind(name) == Kind.OBJECT)) {
      return beside(view(target, expand, followed), schema, keywords);
    }
    keywords.keySet().stream()
        .filter(keyword -> !BESIDE_A_CLASS.contains(keyword))
        .forEach(
            keyword ->
                refusals.add(
                    Node.in(keywords, keyword),
                    "\"" + keyword + "\" beside a reference to " + name + " would be lost",
                    "Say it in " + name + ", or write the schema out here"));
    for (String inherited : List.of("description", "default")) {
      Node value = target.get(inherited);
      if (value != null && (!inherited.equals("default") || kind(name) == Kind.VOCABULARY)) {
        keywords.putIfAbsent(inherited, value);
      }
    }
    View plain = plain(schema, keywords);
    return new View(plain.node(), plain.nullable() || view(target).nullable(), false, name);
  }

  private static String unescaped(String reference) {
    return reference.substring(PREFIX.length()).replace("~1", "/").replace("~0", "~");
  }

  /** What stands beside a reference or a lone alternative goes before what is behind it. */
  private View beside(View inner, Node schema, Map<String, Node> keywords) {
    Map<String, Node> all = new LinkedHashMap<>(inner.node().map());
    all.putAll(keywords);
    if (inner.component() != null) {
      all.keySet().stream()
          .filter(keyword -> !BESIDE_A_CLASS.contains(keyword))
          .forEach(
              keyword ->
                  refusals.add(
                      Node.in(all, keyword),
                      "\""
                          + keyword
                          + "\" beside a reference to "
                          + inner.component()
                          + " would be lost",
                      "Say it in " + inner.component() + ", or write the schema out here"));
    }
    View plain = plain(schema, all);
    return new View(
        plain.node(),
        plain.nullable() || inner.nullable(),
        plain.constant() || inner.constant(),
        inner.component());
  }

  private Map<String, Node> merged(
      Node schema, List<Node> members, Map<String, Node> own, Set<String> followed) {
    Map<String, Node> properties = new LinkedHashMap<>();
    List<Node> required = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    for (Node member : members) {
      parts.add(view(member, true, new LinkedHashSet<>(followed)).node());
    }
    parts.add(schema.with(own));
    for (Node part : parts) {
      boolean object =
          part.has("properties") || part.has("required") || "object".equals(part.textAt("type"));
      boolean ofItself = part.map() == own;
      if ((!object && !ofItself)
          || part.has("discriminator")
          || part.has("oneOf")
          || part.has("anyOf")) {
        refusals.add(
            part,
            part.has("discriminator")
                ? "a discriminator in a member of allOf would make a hierarchy of classes"
                : "a member of allOf must be an object with properties, or a list of required ones",
            part.has("discriminator")
                ? "Move it to a oneOf that lists the schemas"
                : "Write the schema out, without allOf");
      }
      part.mapAt("properties")
          .forEach(
              (name, property) -> {
                Node before = properties.put(name, property);
                if (before != null
                    && !String.valueOf(before.plain()).equals("" + property.plain())) {
                  refusals.add(
                      property,
                      "allOf gives the property " + name + " two meanings",
                      "Keep one of them");
                }
              });
      required.addAll(part.listAt("required"));
    }
    Map<String, Node> all = new LinkedHashMap<>(own);
    parts.stream().filter(part -> part.map() != own).forEach(part -> Combinations.join(all, part));
    all.put("properties", new Node(properties, schema.path(), schema.line(), schema.column()));
    if (!required.isEmpty()) {
      all.put("required", new Node(required, schema.path(), schema.line(), schema.column()));
    }
    return all;
  }

  private View plain(Node schema, Map<String, Node> keywords) {
    boolean nullable = isTrue(keywords.remove("nullable"));
    Node type = keywords.get("type");
    if (type != null && type.isList()) {
      nullable |= type.list().stream().anyMatch(each -> "null".equals(each.text()));
    }
    boolean constant = keywords.containsKey("const");
    Node word = keywords.remove("const");
    if (word != null) {
      keywords.put("enum", new Node(List.of(word), word.path(), word.line(), word.column()));
    }
    Node words = keywords.get("enum");
    if (words != null && words.list().stream().anyMatch(Node::isNull)) {
      nullable = true;
      List<Node> left = words.list().stream().filter(each -> !each.isNull()).toList();
      keywords.put("enum", new Node(left, words.path(), words.line(), words.column()));
    }
    return new View(schema.with(keywords), nullable, constant, null);
  }

  private static boolean isTrue(@Nullable Node node) {
    return node != null && Boolean.TRUE.equals(node.value());
  }
}
