package ai.evolink.codegen;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of the document and the place where it stands. Reading one as what it is not gives
 * nothing: that it is of the right kind is the business of the walk.
 *
 * @param value a map of names to nodes, a list of nodes, a text, number, boolean or null
 * @param path from the root, as a JSON pointer
 */
record Node(@Nullable Object value, String path, int line, int column) {
  @SuppressWarnings("unchecked") // the reader puts nothing else there
  Map<String, Node> map() {
    return value instanceof Map<?, ?> ? (Map<String, Node>) value : Map.of();
  }

  @SuppressWarnings("unchecked") // the reader puts nothing else there
  List<Node> list() {
    return value instanceof List<?> ? (List<Node>) value : List.of();
  }

  @Nullable Node get(String name) {
    return map().get(name);
  }

  /** The member of a map that is known to have it. */
  Node at(String name) {
    return in(map(), name);
  }

  /** The member of a map that is known to have it. */
  static Node in(Map<String, Node> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  boolean has(String name) {
    return map().containsKey(name);
  }

  /** The members of a map or the items of a list that stand under a name. */
  Map<String, Node> mapAt(String name) {
    Node node = get(name);
    return node == null ? Map.of() : node.map();
  }

  List<Node> listAt(String name) {
    Node node = get(name);
    return node == null ? List.of() : node.list();
  }

  @Nullable String textAt(String name) {
    Node node = get(name);
    return node == null ? null : node.text();
  }

  @Nullable BigDecimal numberAt(String name) {
    Node node = get(name);
    return node != null && node.value instanceof BigDecimal number ? number : null;
  }

  boolean flagAt(String name) {
    Node node = get(name);
    return node != null && Boolean.TRUE.equals(node.value);
  }

  boolean isMap() {
    return value instanceof Map<?, ?>;
  }

  boolean isList() {
    return value instanceof List<?>;
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean isNumber() {
    return value instanceof BigDecimal;
  }

  boolean isInteger() {
    return value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
  }

  boolean isFlag() {
    return value instanceof Boolean;
  }

  boolean isNull() {
    return value == null;
  }

  @Nullable String text() {
    return value instanceof String text ? text : null;
  }

  BigDecimal number() {
    return value instanceof BigDecimal number ? number : BigDecimal.ZERO;
  }

  /** The value as it is compared and shown: places left out. */
  @Nullable Object plain() {
    if (isMap()) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map().forEach((name, node) -> plain.put(name, node.plain()));
      return plain;
    }
    return isList() ? list().stream().map(Node::plain).toList() : value;
  }

  /** What a message calls the value. */
  String kind() {
    if (isMap()) {
      return "an object";
    }
    if (isList()) {
      return "a list";
    }
    if (isText()) {
      return "a text";
    }
    return isNumber() ? "a number" : isFlag() ? "a boolean" : "null";
  }

  /** The same place with other members. */
  Node with(Map<String, Node> members) {
    return new Node(members, path, line, column);
  }
}
