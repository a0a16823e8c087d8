package ai.evolink.internal.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Any expression comes to what the obvious evaluator says, or lies within its bounds. */
class ExpressionPropertiesTest {
  private static final List<String> NUMBERS = List.of("x", "y");

  private static final String WORD = "w";
  private static final String FLAG = "f";

  @Provide
  Arbitrary<Object> numbers() {
    return number(4);
  }

  @Provide
  Arbitrary<Object> truths() {
    return truth(4);
  }

  private static Arbitrary<String> decimals() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-30, 30).map(String::valueOf),
        Arbitraries.of("0.5", "-0.5", "1.5", "0.0001", "12345678.9", "99999999999999999999", "-0"));
  }

  private static Object node(String op, Object... args) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("op", op);
    node.put("args", List.of(args));
    return node;
  }

  private static Object constant(String text) {
    return Map.of("op", "constant", "value", text);
  }

  private static Object variable(String name) {
    return Map.of("op", "variable", "name", name);
  }

  private static Arbitrary<Object> number(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            decimals().map(ExpressionPropertiesTest::constant),
            Arbitraries.of(NUMBERS).map(ExpressionPropertiesTest::variable),
            Arbitraries.just(
                Map.of(
                    "op",
                    "lookup",
                    "key",
                    variable(WORD),
                    "values",
                    Map.of("a", "2", "7", "-1.5"))),
            Arbitraries.just(
                Map.of("op", "lookup", "key", variable(FLAG), "values", Map.of("true", "3"))));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> number(depth - 1));
    Arbitrary<Object> many =
        Combinators.combine(
                Arbitraries.of("add", "multiply", "min", "max"),
                inner.list().ofMinSize(2).ofMaxSize(4))
            .as((op, args) -> node(op, args.toArray()));
    Arbitrary<Object> two =
        Combinators.combine(Arbitraries.of("subtract", "divide"), inner, inner)
            .as((op, a, b) -> node(op, a, b));
    Arbitrary<Object> one =
        Combinators.combine(Arbitraries.of("ceil", "floor"), inner).as((op, a) -> node(op, a));
    Arbitrary<Object> clamp =
        Combinators.combine(inner, inner, inner).as((a, b, c) -> node("clamp", a, b, c));
    Arbitrary<Object> choice =
        Combinators.combine(Arbitraries.lazy(() -> truth(depth - 1)), inner, inner)
            .as((c, a, b) -> node("if", c, a, b));
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaves),
        Tuple.of(3, many),
        Tuple.of(3, two),
        Tuple.of(2, one),
        Tuple.of(1, clamp),
        Tuple.of(2, choice));
  }

  private static Arbitrary<Object> truth(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.of("true", "false").map(ExpressionPropertiesTest::constant),
            Arbitraries.just(variable(FLAG)),
            Combinators.combine(
                    Arbitraries.of("eq", "neq"), Arbitraries.of("a", "7", "7.0", "true", "zz"))
                .as((op, text) -> node(op, variable(WORD), constant(text))));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> truth(depth - 1));
    Arbitrary<Object> compared =
        Combinators.combine(
                Arbitraries.of("lt", "lte", "gt", "gte", "eq", "neq"),
                Arbitraries.lazy(() -> number(depth - 1)),
                Arbitraries.lazy(() -> number(depth - 1)))
            .as((op, a, b) -> node(op, a, b));
    Arbitrary<Object> joined =
        Combinators.combine(Arbitraries.of("and", "or"), inner.list().ofMinSize(2).ofMaxSize(3))
            .as((op, args) -> node(op, args.toArray()));
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaves),
        Tuple.of(3, compared),
        Tuple.of(1, joined),
        Tuple.of(1, inner.map(a -> node("not", a))));
  }

  /** What a request might set. */
  record Setting(int x, int y, String word, boolean flag) {
    Map<String, Object> slow() {
      return Map.of(
          "x",
          SlowEvaluator.Quotient.of("" + x),
          "y",
          SlowEvaluator.Quotient.of("" + y),
          WORD,
          word,
          FLAG,
          flag);
    }

    Value fast(String name) {
      return switch (name) {
        case "x" -> Value.of(Fraction.of(x));
        case "y" -> Value.of(Fraction.of(y));
        case WORD -> new Value.Text(word);
        default -> Value.Truth.of(flag);
      };
    }
  }

  @Provide
  Arbitrary<Setting> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(-5, 5),
            Arbitraries.integers().between(-5, 5),
            Arbitraries.of("a", "7", "7.0", "zz"),
            Arbitraries.of(true, false))
        .as(Setting::new);
  }

  @Property(tries = 4_000)
  void numberIsTheObviousOne(@ForAll("numbers") Object json, @ForAll("settings") Setting setting) {
    assertThat(fast(json, setting)).isEqualTo(slow(json, setting));
  }

  @Property(tries = 3_000)
  void truthIsTheObviousOne(@ForAll("truths") Object json, @ForAll("settings") Setting setting) {
    assertThat(fast(json, setting)).isEqualTo(slow(json, setting));
  }

  /** For every value that an unknown variable may have, the number lies within the bounds. */
  @Property(tries = 4_000)
  void boundsHoldForEveryValueOfAnUnknownVariable(
      @ForAll("numbers") Object json,
      @ForAll("settings") Setting setting,
      @ForAll @IntRange(min = 0, max = 4) int above,
      @ForAll @IntRange(min = 0, max = 4) int below,
      @ForAll boolean open) {
    Value bounds;
    Range range =
        new Range(
            Fraction.of((long) setting.x() - below),
            open ? null : Fraction.of((long) setting.x() + above));
    try {
      bounds =
          read(json).value(name -> name.equals("x") ? new Value.Num(range) : setting.fast(name));
    } catch (UnpricedException e) {
      return; // for one of the values, nothing follows
    }
    for (int x = setting.x() - below; x <= setting.x() + above; x++) {
      Setting one = new Setting(x, setting.y(), setting.word(), setting.flag());
      Value exact;
      try {
        exact = read(json).value(one::fast);
      } catch (UnpricedException e) {
        continue;
      }
      Fraction point = exact.number().point();
      assertThat(point).isNotNull();
      if (point != null) {
        Range within = bounds.number();
        assertThat(within.low() == null || within.low().compareTo(point) <= 0).as("low").isTrue();
        assertThat(within.high() == null || within.high().compareTo(point) >= 0)
            .as("high")
            .isTrue();
      }
    }
  }

  private static Expression read(Object json) {
    return new ExpressionReader(java.util.Set.of("x", "y", WORD, FLAG)).read(json);
  }

  private static @Nullable String fast(Object json, Setting setting) {
    try {
      Value value = read(json).value(setting::fast);
      if (value instanceof Value.Truth truth) {
        assertThat(truth.mayHold()).isNotEqualTo(truth.mayFail());
        return "" + truth.mayHold();
      }
      Fraction point = value.number().point();
      return point == null ? "a range" : point.over() + "/" + point.under();
    } catch (UnpricedException e) {
      return null;
    }
  }

  private static @Nullable String slow(Object json, Setting setting) {
    try {
      Object value = new SlowEvaluator(setting.slow()).value(json);
      if (value instanceof Boolean) {
        return value.toString();
      }
      SlowEvaluator.Quotient q = SlowEvaluator.number(value);
      var common = q.a().gcd(q.b()).multiply(java.math.BigInteger.valueOf(q.b().signum()));
      return q.a().divide(common) + "/" + q.b().divide(common);
    } catch (SlowEvaluator.NoValue e) {
      return null;
    }
  }

  /** Guards the generator: a property over numbers that never follow would prove nothing. */
  @Property(tries = 1, generation = net.jqwik.api.GenerationMode.RANDOMIZED)
  void mostExpressionsComeToSomething(@ForAll("settings") Setting setting) {
    List<@Nullable String> all = new ArrayList<>();
    number(4).sampleStream().limit(1_000).forEach(json -> all.add(slow(json, setting)));

    assertThat(all.stream().filter(java.util.Objects::nonNull).count()).isGreaterThan(100);
  }
}
