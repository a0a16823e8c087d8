package ai.evolink.internal.price;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Price expressions the obvious way: over the JSON itself, with every number written as a pair of
 * big integers that is never reduced. Shares nothing with the evaluator of the SDK.
 */
final class SlowEvaluator {
  /** No value follows. */
  static final class NoValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoValue(String why) {
      super(why);
    }
  }

  /** A number: {@code a / b}. */
  record Quotient(BigInteger a, BigInteger b) {
    static Quotient of(String decimal) {
      int point = decimal.indexOf('.');
      if (point < 0) {
        return new Quotient(new BigInteger(decimal), BigInteger.ONE);
      }
      int digits = decimal.length() - point - 1;
      return new Quotient(
          new BigInteger(decimal.substring(0, point) + decimal.substring(point + 1)),
          BigInteger.TEN.pow(digits));
    }

    int compare(Quotient that) {
      BigInteger difference = a.multiply(that.b).subtract(that.a.multiply(b));
      return difference.signum() * b.signum() * that.b.signum();
    }
  }

  private final Map<String, Object> variables;

  /**
   * @param variables texts, booleans and quotients
   */
  SlowEvaluator(Map<String, Object> variables) {
    this.variables = variables;
  }

  Object value(Object json) {
    Map<?, ?> node = (Map<?, ?>) json;
    String op = (String) Objects.requireNonNull(node.get("op"));
    switch (op) {
      case "constant" -> {
        String text = (String) Objects.requireNonNull(node.get("value"));
        return text.equals("true") ? (Object) true : text.equals("false") ? false : text;
      }
      case "variable" -> {
        return Objects.requireNonNull(variables.get(node.get("name")));
      }
      case "lookup" -> {
        Object key = value(Objects.requireNonNull(node.get("key")));
        String word = key instanceof Quotient q ? whole(q) : key.toString();
        Object found = ((Map<?, ?>) Objects.requireNonNull(node.get("values"))).get(word);
        if (found == null) {
          throw new NoValue("nothing for " + word);
        }
        return Quotient.of((String) found);
      }
      default -> {
        return operator(op, (List<?>) Objects.requireNonNull(node.get("args")));
      }
    }
  }

  private static String whole(Quotient q) {
    if (q.a().mod(q.b().abs()).signum() != 0) {
      return "no whole number";
    }
    return q.a().divide(q.b()).toString();
  }

  private Object operator(String op, List<?> args) {
    return switch (op) {
      case "if" -> truth(args.get(0)) ? value(args.get(1)) : value(args.get(2));
      case "and" -> args.stream().allMatch(this::truth);
      case "or" -> args.stream().anyMatch(this::truth);
      case "not" -> !truth(args.get(0));
      case "eq" -> same(value(args.get(0)), value(args.get(1)));
      case "neq" -> !same(value(args.get(0)), value(args.get(1)));
      default -> arithmetic(op, args.stream().map(this::value).map(SlowEvaluator::number).toList());
    };
  }

  private static Object arithmetic(String op, List<Quotient> numbers) {
    Quotient x = numbers.get(0);
    Quotient y = numbers.get(numbers.size() - 1);
    return switch (op) {
      case "lt" -> x.compare(y) < 0;
      case "lte" -> x.compare(y) <= 0;
      case "gt" -> x.compare(y) > 0;
      case "gte" -> x.compare(y) >= 0;
      case "ceil" -> rounded(x, true);
      case "floor" -> rounded(x, false);
      case "clamp" -> {
        Quotient raised = x.compare(numbers.get(1)) < 0 ? numbers.get(1) : x;
        yield raised.compare(y) > 0 ? y : raised;
      }
      default -> numbers.stream().reduce((one, next) -> two(op, one, next)).orElseThrow();
    };
  }

  private static Quotient rounded(Quotient x, boolean up) {
    BigInteger a = x.b().signum() < 0 ? x.a().negate() : x.a();
    BigInteger b = x.b().abs();
    BigInteger down = a.subtract(a.mod(b)).divide(b);
    boolean exact = a.mod(b).signum() == 0;
    return new Quotient(up && !exact ? down.add(BigInteger.ONE) : down, BigInteger.ONE);
  }

  private static Quotient two(String op, Quotient x, Quotient y) {
    return switch (op) {
      case "add" ->
          new Quotient(x.a().multiply(y.b()).add(y.a().multiply(x.b())), x.b().multiply(y.b()));
      case "subtract" ->
          new Quotient(
              x.a().multiply(y.b()).subtract(y.a().multiply(x.b())), x.b().multiply(y.b()));
      case "multiply" -> new Quotient(x.a().multiply(y.a()), x.b().multiply(y.b()));
      case "divide" -> {
        if (y.a().signum() == 0) {
          throw new NoValue("divides by zero");
        }
        yield new Quotient(x.a().multiply(y.b()), x.b().multiply(y.a()));
      }
      case "min" -> x.compare(y) <= 0 ? x : y;
      case "max" -> x.compare(y) >= 0 ? x : y;
      default -> throw new AssertionError(op);
    };
  }

  private static boolean same(Object x, Object y) {
    if (x instanceof Boolean || y instanceof Boolean) {
      return x.equals(y);
    }
    if (x instanceof Quotient || y instanceof Quotient || (looksNumeric(x) && looksNumeric(y))) {
      return number(x).compare(number(y)) == 0;
    }
    return x.equals(y);
  }

  private static boolean looksNumeric(Object x) {
    return x.toString().matches("-?(0|[1-9]\\d*)(\\.\\d+)?");
  }

  static Quotient number(Object value) {
    if (value instanceof Quotient q) {
      return q;
    }
    if (value instanceof String text && looksNumeric(text)) {
      return Quotient.of(text);
    }
    throw new NoValue("no number: " + value);
  }

  private boolean truth(Object json) {
    if (value(json) instanceof Boolean truth) {
      return truth;
    }
    throw new NoValue("neither true nor false");
  }
}
