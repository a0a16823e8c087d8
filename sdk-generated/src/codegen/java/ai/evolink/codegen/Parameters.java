package ai.evolink.codegen;

import ai.evolink.codegen.JavaType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters in the path, the query and the headers. */
final class Parameters {
  /** A parameter of a method; the body is one too. */
  record Parameter(
      String name, String declaration, String doc, boolean required, String in, String wire) {
    boolean body() {
      return in.equals("body");
    }
  }

  /** Headers that HTTP and the client set themselves. */
  private static final Set<String> OWN_HEADERS =
      Set.of("accept", "authorization", "content-type", "content-length", "host", "user-agent");

  private static final Set<Kind> SIMPLE =
      Set.of(
          Kind.TEXT,
          Kind.INTEGER,
          Kind.LONG,
          Kind.DECIMAL,
          Kind.FLAG,
          Kind.LINK,
          Kind.TIME,
          Kind.WORD);

  private final Models models;
  private final References references;
  private final Refusals refusals;

  Parameters(Models models, References references, Refusals refusals) {
    this.models = models;
    this.references = references;
    this.refusals = refusals;
  }

  /** Those of the operation, and those of its path that it does not describe anew. */
  List<Parameter> of(Node path, Node operation) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (Node owner : List.of(path, operation)) {
      Set<String> seen = new HashSet<>();
      for (Node each : owner.listAt("parameters")) {
        Node node = references.resolve(each);
        if (node != null) {
          String key = node.textAt("in") + " " + node.textAt("name");
          nodes.put(key, node);
          if (!seen.add(key)) {
            refusals.add(
                each,
                "the parameter " + node.textAt("name") + " stands here twice",
                "Leave one out");
          }
        }
      }
    }
    List<Parameter> all = new ArrayList<>();
    nodes.values().forEach(node -> all.add(parameter(node)));
    return all;
  }

  private Parameter parameter(Node node) {
    String wire = String.valueOf(node.textAt("name"));
    String in = String.valueOf(node.textAt("in"));
    Node schema = node.get("schema");
    View view = models.views().view(schema == null ? node.with(Map.of()) : schema);
    JavaType type = models.types().of(view, Names.upperFirst(wire) + "Parameter");
    boolean required = node.flagAt("required");
    boolean joined = joined(node, in, type);
    if (in.equals("path") && !required) {
      refusals.add(node, "a parameter in the path cannot be left out", "Write required: true");
    }
    if (in.equals("header") && OWN_HEADERS.contains(wire.toLowerCase(java.util.Locale.ROOT))) {
      refusals.add(node, "the header " + wire + " is set by the client", "Leave it out");
    }
    if (in.equals("header") && !wire.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
      refusals.add(node, "\"" + wire + "\" is no name for a header", "Correct it");
    }
    String java = joined ? "CommaSeparated" : java(node, type, in);
    String annotation =
        switch (in) {
          case "path" -> "@Path(" + Text.literal(wire) + ")";
          case "header" -> "@Header(" + Text.literal(wire) + ")";
          default ->
              joined
                  ? "@Query(value = " + Text.literal(wire) + ", encoded = true)"
                  : "@Query(" + Text.literal(wire) + ")";
        };
    String name = name(node, wire, node.textAt("x-java-name"));
    return new Parameter(
        name,
        annotation + " " + (required ? "" : "@Nullable ") + java + " " + name,
        doc(node, view, type, wire, required),
        required,
        in,
        wire);
  }

  private String name(Node node, String wire, @Nullable String chosen) {
    String name = chosen == null ? Names.member(wire) : chosen;
    if (name == null) {
      refusals.add(node, "no Java name can be made of \"" + wire + "\"", "Give it an x-java-name");
      return "parameter";
    }
    return name;
  }

  private String doc(Node node, View view, JavaType type, String wire, boolean required) {
    String text = node.textAt("description");
    if (text == null) {
      text = view.node().textAt("description");
    }
    StringBuilder doc = new StringBuilder(text == null ? Text.code(wire) + "." : Text.prose(text));
    for (String sentence : new Limits(models.views(), refusals).sentences(view, type)) {
      doc.append(' ').append(sentence);
    }
    if (node.flagAt("deprecated")) {
      doc.append(" Legacy.");
    }
    return doc.append(required ? "" : " Null leaves it out.").toString();
  }

  private boolean joined(Node node, String in, JavaType type) {
    String style = node.textAt("style");
    String only = in.equals("query") ? "form" : "simple";
    if (style != null && !style.equals(only)) {
      refusals.add(
          node.at("style"),
          "the style " + style + " is not handled",
          "Leave it out: parameters in: " + in + " have the style " + only);
    }
    Node explode = node.get("explode");
    return in.equals("query")
        && type.kind() == Kind.LIST
        && explode != null
        && Boolean.FALSE.equals(explode.value());
  }

  private String java(Node node, JavaType type, String in) {
    JavaType item = type.item();
    if (type.kind() == Kind.LIST
        && in.equals("query")
        && item != null
        && SIMPLE.contains(item.kind())) {
      return "List<" + simple(item) + ">";
    }
    if (!SIMPLE.contains(type.kind())) {
      refusals.add(
          node,
          "a parameter in: " + in + " cannot be of the type " + type.java(),
          in.equals("query") ? "Make it a simple type, or a list of one" : "Make it a simple type");
    }
    return simple(type);
  }

  /** A type whose text is what {@code toString} gives: Retrofit knows no other. */
  static String simple(JavaType type) {
    return type.kind() == Kind.TIME ? "DateTimeParameter" : type.java();
  }

  static boolean isSimple(JavaType type) {
    return SIMPLE.contains(type.kind());
  }
}
