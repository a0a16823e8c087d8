package ai.evolink.spec;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What a document says of calls apart from what is sent: where to, by whom, and written how. */
final class CallFacts {
  private final JsonNode root;

  CallFacts(JsonNode root) {
    this.root = root;
  }

  /** What the operation says, or else its path, or else the document. */
  JsonNode nearest(String keyword, JsonNode operation, JsonNode path) {
    return Stream.of(operation, path, root)
        .map(node -> node.path(keyword))
        .filter(node -> !node.isMissingNode())
        .findFirst()
        .orElse(root.path(keyword));
  }

  /** How a caller proves who it is: the schemes with what they are, since names mean nothing. */
  JsonNode security(JsonNode alternatives) {
    Set<String> ways = new TreeSet<>();
    for (JsonNode alternative : alternatives) {
      Set<String> schemes = new TreeSet<>();
      alternative.propertyNames().forEach(scheme -> schemes.add(scheme(scheme)));
      ways.add(schemes.isEmpty() ? "nothing" : String.join(" and ", schemes));
    }
    return ways.isEmpty() ? StringNode.valueOf("nothing") : Contract.array(ways);
  }

  private String scheme(String name) {
    JsonNode scheme =
        Documents.resolved(root, root.path("components").path("securitySchemes").path(name));
    return Stream.of("type", "scheme", "in", "name")
        .map(part -> scheme.path(part).asString(""))
        .filter(part -> !part.isEmpty())
        .collect(joining(" "));
  }

  /** How a value is written, with what OpenAPI says where the document says nothing. */
  static JsonNode style(JsonNode parameter) {
    String in = parameter.path("in").asString("");
    boolean form = in.equals("query") || in.equals("cookie");
    String style = parameter.path("style").asString(form ? "form" : "simple");
    boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
    boolean raw = parameter.path("allowReserved").asBoolean(false);
    return StringNode.valueOf(style + (explode ? " exploded" : "") + (raw ? " unescaped" : ""));
  }

  static JsonNode joined(Stream<JsonNode> texts) {
    return StringNode.valueOf(texts.map(text -> text.asString("")).collect(joining(", ")));
  }
}
