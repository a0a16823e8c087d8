package ai.evolink.internal.price;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A formula of a price rule, read and checked.
 *
 * @param text the word of a constant, or the name of a variable
 * @param args the arguments; the key of a lookup is the only one
 * @param table the values of a lookup
 */
record Expression(Op op, String text, List<Expression> args, Map<String, Fraction> table) {
  /**
   * {@return what it comes to} Exact if all variables that count are known, else bounds.
   *
   * @param variables gives the value of a variable
   * @throws UnpricedException if it comes to nothing, such as a division by zero
   */
  Value value(Function<String, Value> variables) {
    return switch (op) {
      case CONSTANT -> constant();
      case VARIABLE -> variables.apply(text);
      case LOOKUP -> lookup(args.get(0).value(variables));
      case ADD -> fold(variables, Range::plus);
      case MULTIPLY -> fold(variables, Range::times);
      case SUBTRACT -> fold(variables, Range::minus);
      case DIVIDE -> fold(variables, Range::by);
      case MIN -> fold(variables, Range::min);
      case MAX -> fold(variables, Range::max);
      case CLAMP ->
          new Value.Num(number(0, variables).max(number(1, variables)).min(number(2, variables)));
      case CEIL -> rounded(variables, Fraction::ceil);
      case FLOOR -> rounded(variables, Fraction::floor);
      case IF -> choice(variables);
      case EQ -> same(args.get(0).value(variables), args.get(1).value(variables));
      case NEQ -> not(same(args.get(0).value(variables), args.get(1).value(variables)));
      case LT -> below(number(0, variables), number(1, variables));
      case GT -> swapped(variables, Expression::below);
      case LTE -> swapped(variables, (b, a) -> not(below(b, a)));
      case GTE -> not(below(number(0, variables), number(1, variables)));
      case AND -> all(variables);
      case OR -> any(variables);
      case NOT -> not(args.get(0).value(variables).truth());
    };
  }

  /** {@return the tables of this expression by the parameter that chooses from them} */
  Map<String, Map<String, BigDecimal>> multipliers() {
    Map<String, Map<String, BigDecimal>> found = new TreeMap<>();
    collect(found);
    return found;
  }

  private void collect(Map<String, Map<String, BigDecimal>> found) {
    if (op == Op.LOOKUP && args.get(0).op == Op.VARIABLE) {
      Map<String, BigDecimal> factors = new LinkedHashMap<>();
      table.forEach((word, factor) -> factors.put(word, factor.decimal()));
      found.putIfAbsent(args.get(0).text, factors);
    }
    args.forEach(arg -> arg.collect(found));
  }

  private interface Comparison {
    Value.Truth apply(Range a, Range b);
  }

  /** Compares the second with the first, after both were evaluated in their order. */
  private Value.Truth swapped(Function<String, Value> variables, Comparison comparison) {
    Range first = number(0, variables);
    return comparison.apply(number(1, variables), first);
  }

  private Range number(int index, Function<String, Value> variables) {
    return args.get(index).value(variables).number();
  }

  private Value constant() {
    return text.equals("true") || text.equals("false")
        ? Value.Truth.of(text.equals("true"))
        : new Value.Text(text);
  }

  private interface Arithmetic {
    Range apply(Range a, Range b);
  }

  private Value fold(Function<String, Value> variables, Arithmetic arithmetic) {
    Range result = number(0, variables);
    for (int i = 1; i < args.size(); i++) {
      result = arithmetic.apply(result, number(i, variables));
    }
    return new Value.Num(result);
  }

  private Value rounded(Function<String, Value> variables, UnaryOperator<Fraction> rounding) {
    return new Value.Num(number(0, variables).map(rounding));
  }

  private Value lookup(Value key) {
    boolean unknown =
        (key instanceof Value.Num num && num.range().point() == null)
            || (key instanceof Value.Truth truth && truth.mayHold() && truth.mayFail());
    if (unknown) {
      return new Value.Num(table.values().stream().map(Range::of).reduce(Range::or).orElseThrow());
    }
    String word = key instanceof Value.Text name ? name.word() : key.told();
    Fraction found = table.get(word);
    if (found == null) {
      throw new UnpricedException("the lookup has nothing for \"" + word + "\"");
    }
    return Value.of(found);
  }

  private Value choice(Function<String, Value> variables) {
    Value.Truth condition = args.get(0).value(variables).truth();
    if (!condition.mayFail()) {
      return args.get(1).value(variables);
    }
    if (!condition.mayHold()) {
      return args.get(2).value(variables);
    }
    Value one = args.get(1).value(variables);
    Value other = args.get(2).value(variables);
    if (one instanceof Value.Truth a && other instanceof Value.Truth b) {
      return new Value.Truth(a.mayHold() || b.mayHold(), a.mayFail() || b.mayFail());
    }
    return one.equals(other) ? one : new Value.Num(one.number().or(other.number()));
  }

  private static Value.Truth same(Value one, Value other) {
    if (one instanceof Value.Truth || other instanceof Value.Truth) {
      return sameTruth(one, other);
    }
    boolean numeric =
        one instanceof Value.Num
            || other instanceof Value.Num
            || (one.isNumeric() && other.isNumeric());
    if (!numeric) {
      return Value.Truth.of(one.equals(other));
    }
    Range a = one.number();
    Range b = other.number();
    return a.isBelow(b) || b.isBelow(a)
        ? Value.Truth.of(false)
        : new Value.Truth(true, !a.isSamePoint(b));
  }

  private static Value.Truth sameTruth(Value one, Value other) {
    if (one instanceof Value.Truth a && other instanceof Value.Truth b) {
      return new Value.Truth(
          (a.mayHold() && b.mayHold()) || (a.mayFail() && b.mayFail()),
          (a.mayHold() && b.mayFail()) || (a.mayFail() && b.mayHold()));
    }
    return Value.Truth.of(false);
  }

  private static Value.Truth below(Range a, Range b) {
    boolean surely = a.isBelow(b);
    return new Value.Truth(!b.isNotAbove(a), !surely);
  }

  private static Value.Truth not(Value.Truth truth) {
    return truth.negated();
  }

  private Value all(Function<String, Value> variables) {
    boolean mayFail = false;
    for (Expression arg : args) {
      Value.Truth truth = arg.value(variables).truth();
      if (!truth.mayHold()) {
        return Value.Truth.of(false);
      }
      mayFail |= truth.mayFail();
    }
    return new Value.Truth(true, mayFail);
  }

  private Value any(Function<String, Value> variables) {
    boolean mayHold = false;
    for (Expression arg : args) {
      Value.Truth truth = arg.value(variables).truth();
      if (!truth.mayFail()) {
        return Value.Truth.of(true);
      }
      mayHold |= truth.mayHold();
    }
    return new Value.Truth(mayHold, true);
  }
}
