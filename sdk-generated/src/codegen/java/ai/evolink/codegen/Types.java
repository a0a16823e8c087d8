package ai.evolink.codegen;

import ai.evolink.codegen.JavaType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the Java type of a schema, and asks for a class where one has to be made for it. */
final class Types {
  private static final Set<String> TEXT_FORMATS =
      Set.of(
          "binary",
          "byte",
          "date",
          "date-time",
          "duration",
          "email",
          "hostname",
          "ipv4",
          "ipv6",
          "password",
          "time",
          "uri",
          "uri-reference",
          "uuid");
  private static final Map<String, Kind> HAND_WRITTEN =
      Map.of("ImageSize", Kind.WORD, "VideoDuration", Kind.SCALAR, "AudioReference", Kind.MEDIA);

  /** Makes a class for a schema that stands inside another one. */
  interface Inline {
    void add(String type, View view);
  }

  private final Views views;
  private final Refusals refusals;
  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, Node> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Inline inline;

  Types(Views views, Map<String, Node> components, Refusals refusals, Inline inline) {
    this.views = views;
    this.refusals = refusals;
    this.inline = inline;
    components.forEach(
        (name, node) -> {
          if (views.kind(name) != Views.Kind.ALIAS) {
            String chosen = node.textAt("x-java-name");
            String type = chosen == null ? Names.type(name) : chosen;
            if (type == null || (chosen != null && (!Names.isType(type) || Names.isTaken(type)))) {
              refusals.add(
                  node,
                  "no Java class can be called like the schema \"" + name + "\"",
                  "Rename it, or give it another x-java-name: a capital, then letters and digits");
            } else if (claim(type, node)) {
              classes.put(name, type);
            }
          }
        });
  }

  /** Whether a class name is still free; refuses the second owner. */
  boolean claim(String type, Node owner) {
    Node before = owners.putIfAbsent(type, owner);
    if (before != null) {
      refusals.add(
          owner,
          "the class " + type + " is that of " + before.path() + " already",
          "Rename one of them, or give one an x-java-name; case makes no difference, since files are"
              + " called like classes");
    }
    return before == null;
  }

  /** The class of a component; null if it has none. */
  @Nullable String classOf(String component) {
    return classes.get(component);
  }

  JavaType of(View view, String inlineName) {
    if (view.component() != null) {
      String type = classes.getOrDefault(view.component(), "Object");
      return switch (views.kind(view.component())) {
        case VOCABULARY -> JavaType.constant(type, Kind.WORD);
        case UNION -> JavaType.later(type, Kind.UNION);
        default -> JavaType.later(type, Kind.MODEL);
      };
    }
    Kind made = null;
    switch (views.kindOf(view)) {
      case OBJECT, CHOICE -> made = Kind.MODEL;
      case UNION -> made = Kind.UNION;
      case VOCABULARY, ALIAS -> {}
    }
    if (view.has("x-java-type") && !view.is("array")) {
      return media(view, named(view, view.is("integer")));
    }
    if (made != null) {
      if (claim(inlineName, view.node())) {
        inline.add(inlineName, view);
      }
      return JavaType.later(inlineName, made);
    }
    if (view.is("array")) {
      return list(view, inlineName);
    }
    if (view.is("object")) {
      return map(view, inlineName);
    }
    return media(view, scalar(view));
  }

  private JavaType named(View view, boolean integer) {
    String name = String.valueOf(view.node().textAt("x-java-type"));
    Kind kind = HAND_WRITTEN.get(name);
    if (kind == null && views.kind(name) == Views.Kind.VOCABULARY && classes.containsKey(name)) {
      return JavaType.constant(String.valueOf(classes.get(name)), Kind.WORD);
    }
    if (kind == null) {
      refusals.add(
          view.node(),
          "x-java-type " + name + " is no vocabulary of this file, and no hand-written type",
          "Name a schema that has an enum of words, or one of ImageSize, VideoDuration, AudioReference");
      return JavaType.TEXT;
    }
    if (integer && kind != Kind.SCALAR) {
      refusals.add(
          view.node(), "x-java-type " + name + " stands for texts", "Make the type string");
    }
    return new JavaType(name, name + (integer ? ".INTEGER_CODEC" : ".CODEC"), kind, false, null);
  }

  private JavaType media(View view, JavaType type) {
    if (!view.has("x-media") || view.has("x-java-type")) {
      return type;
    }
    if (type.kind() != Kind.TEXT && type.kind() != Kind.LINK) {
      refusals.add(
          view.node(), "x-media describes links, but this is " + type.java(), "Make it a string");
    }
    return JavaType.MEDIA;
  }

  private JavaType list(View view, String inlineName) {
    Node items = view.get("items");
    if (items == null) {
      return JavaType.listOf(JavaType.ANY, false);
    }
    View item = views.view(items);
    if (view.has("x-java-type")) {
      return JavaType.listOf(named(view, item.is("integer")), item.nullable());
    }
    return JavaType.listOf(
        view.has("x-media") ? JavaType.MEDIA : of(item, inlineName + "Item"), item.nullable());
  }

  private JavaType map(View view, String inlineName) {
    Node values = view.get("additionalProperties");
    if (values == null || !values.isMap()) {
      return JavaType.ANY;
    }
    View value = views.view(values);
    return JavaType.mapOf(
        view.has("x-media") ? JavaType.MEDIA : of(value, inlineName + "Value"), value.nullable());
  }

  private JavaType scalar(View view) {
    List<String> types = view.types();
    String format = view.node().textAt("format");
    String type = types.isEmpty() ? typeOfWords(view) : types.get(0);
    if (!view.choices().isEmpty()) {
      return JavaType.TEXT; // all of them are texts
    }
    if ("null".equals(view.node().textAt("type"))) {
      refusals.add(view.node(), "there is nothing but null here", "Leave the property out");
    }
    return switch (type) {
      case "string" -> {
        format(view, format, TEXT_FORMATS, "Write one of " + Refusals.listed(sorted(TEXT_FORMATS)));
        yield "uri".equals(format)
            ? JavaType.LINK
            : "date-time".equals(format) ? JavaType.TIME : JavaType.TEXT;
      }
      case "integer" -> {
        format(
            view,
            format,
            Set.of("int32", "int64"),
            "Write int64, or nothing for numbers below two thousand million");
        yield "int64".equals(format) ? JavaType.LONG : JavaType.INTEGER;
      }
      case "number" -> {
        format(
            view,
            format,
            Set.of("float", "double", "decimal"),
            "Leave it out: numbers keep all digits");
        yield JavaType.DECIMAL;
      }
      case "boolean" -> JavaType.FLAG;
      default -> JavaType.ANY;
    };
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private void format(View view, @Nullable String format, Set<String> known, String remedy) {
    if (format != null && !known.contains(format)) {
      refusals.add(
          view.node().at("format"), "the format \"" + format + "\" is not handled", remedy);
    }
  }

  /** The type that all words have; empty if they differ, or there are none. */
  private static String typeOfWords(View view) {
    List<Node> words = view.words();
    if (words.isEmpty()) {
      return "";
    }
    if (words.stream().allMatch(Node::isText)) {
      return "string";
    }
    if (words.stream().allMatch(Node::isInteger)) {
      return "integer";
    }
    return words.stream().allMatch(Node::isNumber)
        ? "number"
        : words.stream().allMatch(Node::isFlag) ? "boolean" : "";
  }
}
