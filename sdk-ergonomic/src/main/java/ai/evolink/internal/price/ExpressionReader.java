package ai.evolink.internal.price;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads expressions, and refuses what it does not know: half an expression has no price. */
final class ExpressionReader {
  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 10_000;
  private static final int LARGEST_TABLE = 100;

  private final Set<String> declared;
  private int nodes;

  /**
   * @param declared the names of the parameters of the rule
   */
  ExpressionReader(Set<String> declared) {
    this.declared = declared;
  }

  /**
   * @throws UnpricedException if {@code json} is not an expression
   */
  Expression read(@Nullable Object json) {
    nodes = 0;
    return node(json, 1);
  }

  private Expression node(@Nullable Object json, int depth) {
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw new UnpricedException("an expression is too large");
    }
    Json node = Json.of(json, "an expression");
    String word = node.text("op");
    Op op = Op.of(word);
    if (op == null) {
      throw new UnpricedException("the operator \"" + word + "\" is not known");
    }
    return switch (op) {
      case CONSTANT -> new Expression(op, node.text("value"), List.of(), Map.of());
      case VARIABLE -> new Expression(op, variable(node.text("name")), List.of(), Map.of());
      case LOOKUP -> new Expression(op, "", List.of(node(node.get("key"), depth + 1)), table(node));
      default -> new Expression(op, "", args(op, node, depth), Map.of());
    };
  }

  private String variable(String name) {
    if (!declared.contains(name)) {
      throw new UnpricedException("it reads \"" + name + "\", which is no parameter");
    }
    return name;
  }

  private List<Expression> args(Op op, Json node, int depth) {
    List<?> args = node.list("args");
    if (args.size() < op.least || args.size() > op.most) {
      throw new UnpricedException(
          "the operator \"" + op.word() + "\" has " + args.size() + " arguments");
    }
    return Stream.<@Nullable Object>of(args.toArray()).map(arg -> node(arg, depth + 1)).toList();
  }

  private static Map<String, Fraction> table(Json node) {
    Json values = Json.of(node.get("values"), "a lookup");
    Map<String, Fraction> table = new LinkedHashMap<>();
    values.names().forEach(name -> table.put(name, values.decimal(name)));
    if (table.isEmpty() || table.size() > LARGEST_TABLE) {
      throw new UnpricedException("a lookup has " + table.size() + " values");
    }
    return table;
  }
}
