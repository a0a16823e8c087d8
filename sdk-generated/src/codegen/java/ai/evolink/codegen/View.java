package ai.evolink.codegen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema as it is meant: references to what has no class of its own followed, lone alternatives
 * and null taken out, a constant turned into an enum of one word.
 *
 * @param node the keywords, with the place of the schema
 * @param nullable whether null is a value too
 * @param constant whether the only word was given as a constant
 * @param component the component that has a class of its own; null if it is none
 */
record View(Node node, boolean nullable, boolean constant, @Nullable String component) {
  boolean has(String keyword) {
    return node.has(keyword);
  }

  @Nullable Node get(String keyword) {
    return node.get(keyword);
  }

  /** The types that are named, without null; empty if none is. */
  List<String> types() {
    Node type = node.get("type");
    if (type == null) {
      return node.has("properties") ? List.of("object") : List.of();
    }
    return (type.isList() ? type.list() : List.of(type))
        .stream()
            .map(each -> String.valueOf(each.text()))
            .filter(each -> !each.equals("null"))
            .toList();
  }

  boolean is(String type) {
    return types().equals(List.of(type));
  }

  /** The alternatives; empty if there are none. */
  List<Node> choices() {
    return node.has("oneOf") ? node.listAt("oneOf") : node.listAt("anyOf");
  }

  List<Node> words() {
    return node.listAt("enum");
  }

  Map<String, Node> properties() {
    return node.mapAt("properties");
  }
}
