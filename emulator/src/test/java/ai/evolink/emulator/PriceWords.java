package ai.evolink.emulator;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A price rule in words, with the rate multiplied out where a word of the request decides. */
final class PriceWords {

  /** Below this a credit cannot be booked, so there is nothing behind it to show. */
  private static final MathContext DIGITS = new MathContext(6);

  /** What a price is for, by the variable that it is multiplied by. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("image_count", "a picture"),
          Map.entry("input_images", "an input picture"),
          Map.entry("duration_seconds", "a second"),
          Map.entry("output_seconds", "a second of output"),
          Map.entry("source_output_seconds", "a second of the draft"),
          Map.entry("input_seconds", "a second of input"),
          Map.entry("first_input_video_seconds", "a second of input"),
          Map.entry("video_count", "a video"),
          Map.entry("search_count", "a search"),
          Map.entry("web_search_count", "a web search"),
          Map.entry("image_search_count", "an image search"));

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("add", " + "),
          Map.entry("subtract", " − "),
          Map.entry("multiply", " × "),
          Map.entry("divide", " / "),
          Map.entry("eq", " is "),
          Map.entry("neq", " is not "),
          Map.entry("gt", " is above "),
          Map.entry("gte", " is at least "),
          Map.entry("lt", " is below "),
          Map.entry("lte", " is at most "),
          Map.entry("and", " and "),
          Map.entry("or", " or "));

  private PriceWords() {}

  static String of(JsonNode rule) {
    List<String> parts = new ArrayList<>();
    for (JsonNode component : rule.path("components")) {
      parts.add(component(component));
    }
    return String.join("; ", parts);
  }

  private static String component(JsonNode component) {
    BigDecimal rate = credits(component.path("rate"));
    JsonNode quantity = component.path("quantity_rule");
    JsonNode tiers = component.path("tiers");
    List<String> prices = new ArrayList<>();
    tiers.forEach(tier -> prices.add(tier(tier, quantity)));
    // The rate itself is for what no tier is about; where it is that of a tier, they are about
    // everything.
    boolean all =
        tiers.valueStream().anyMatch(tier -> credits(tier.path("rate")).compareTo(rate) == 0);
    if (tiers.isEmpty() || !all) {
      prices.add((tiers.isEmpty() ? "" : "else ") + product(factors(quantity), rate));
    }
    String price = String.join(", ", prices);
    String condition =
        component.path("condition").isMissingNode() ? "" : when(component.path("condition"));
    BigDecimal least = credits(component.path("minimum_charge"));
    return price
        + (condition.isEmpty() ? "" : " " + condition)
        + (least.signum() > 0 ? ", at least " + text(least) : "");
  }

  private static String tier(JsonNode tier, JsonNode quantity) {
    return product(factors(quantity), credits(tier.path("rate")))
        + " if "
        + plain(tier.path("when"));
  }

  private static List<JsonNode> factors(JsonNode expression) {
    if (op(expression).equals("multiply")) {
      return expression.path("args").valueStream().flatMap(arg -> factors(arg).stream()).toList();
    }
    return List.of(expression);
  }

  /** The rate with the first choice multiplied out; what is left is what it is for. */
  private static String product(List<JsonNode> factors, BigDecimal rate) {
    List<JsonNode> choices = factors.stream().filter(PriceWords::isChoice).toList();
    BigDecimal fixed =
        factors.stream()
            .filter(PriceWords::isNumber)
            .map(PriceWords::number)
            .reduce(rate, BigDecimal::multiply);
    Stream<String> first =
        Stream.of(choices.isEmpty() ? text(fixed) : chosen(choices.get(0), fixed));
    Stream<JsonNode> units =
        factors.stream().filter(factor -> !isNumber(factor) && !isChoice(factor));
    Stream<JsonNode> rest = Stream.concat(units, choices.stream().skip(1));
    return Stream.concat(first, rest.map(PriceWords::unit)).collect(joining(" "));
  }

  private static String unit(JsonNode factor) {
    String op = op(factor);
    if (op.equals("variable") && UNITS.containsKey(name(factor))) {
      return UNITS.getOrDefault(name(factor), "");
    } else if (op.equals("divide")
        && op(factor.path("args").path(0)).equals("variable")
        && plain(factor.path("args").path(1)).equals("1000")) {
      String tokens = name(factor.path("args").path(0)).replace("_tokens", "").replace('_', ' ');
      return "per 1,000 tokens of " + tokens;
    }
    return "× " + (op.equals("variable") ? plain(factor) : "(" + plain(factor) + ")");
  }

  private static boolean isChoice(JsonNode factor) {
    return op(factor).equals("lookup")
        || (op(factor).equals("if")
            && Stream.of(1, 2)
                .map(index -> factor.path("args").path(index))
                .allMatch(branch -> isNumber(branch) || isChoice(branch)));
  }

  private static String chosen(JsonNode choice, BigDecimal rate) {
    if (isNumber(choice)) {
      return text(rate.multiply(number(choice)));
    } else if (op(choice).equals("if")) {
      JsonNode args = choice.path("args");
      return "("
          + chosen(args.path(1), rate)
          + " if "
          + plain(args.path(0))
          + ", else "
          + chosen(args.path(2), rate)
          + ")";
    }
    // Words of the same price stand together.
    Map<String, List<String>> words = new LinkedHashMap<>();
    choice
        .path("values")
        .properties()
        .forEach(
            value ->
                words
                    .computeIfAbsent(
                        text(rate.multiply(new BigDecimal(value.getValue().asString()))),
                        price -> new ArrayList<>())
                    .add(value.getKey()));
    return words.entrySet().stream()
        .map(entry -> String.join("/", entry.getValue()) + " " + entry.getKey())
        .collect(joining(", ", name(choice.path("key")) + ": ", ""));
  }

  private static String when(JsonNode condition) {
    String text = plain(condition);
    return switch (text) {
      case "input_seconds is above 0" -> "with input video";
      case "not input_seconds is above 0" -> "without input video";
      case "input_images is above 0", "input_images is at least 1" -> "";
      default -> text.matches("\\w*search_count is above 0") ? "" : "if " + text;
    };
  }

  /** An expression as one would write it. */
  private static String plain(JsonNode expression) {
    String op = op(expression);
    List<String> args = expression.path("args").valueStream().map(PriceWords::plain).toList();
    if (isTenths(expression)) {
      JsonNode product = expression.path("args").path(0).path("args").path(0);
      return nested(product.path("args").path(0)) + " rounded up to tenths";
    } else if (SIGNS.containsKey(op)) {
      boolean logic = op.equals("and") || op.equals("or");
      return expression
          .path("args")
          .valueStream()
          .map(arg -> logic ? plain(arg) : nested(arg))
          .collect(joining(SIGNS.get(op)));
    }
    return switch (op) {
      case "constant" -> expression.path("value").asString();
      case "variable" -> name(expression);
      case "not" -> "not " + args.get(0);
      case "if" -> args.get(1) + " if " + args.get(0) + ", else " + args.get(2);
      case "clamp" -> args.get(0) + ", from " + args.get(1) + " to " + args.get(2);
      case "ceil" -> args.get(0) + " rounded up";
      case "max" -> "the larger of " + String.join(" and ", args);
      case "min" -> "the smaller of " + String.join(" and ", args);
      case "lookup" -> chosen(expression, BigDecimal.ONE);
      default -> throw new AssertionError("An operator without words: " + expression);
    };
  }

  /** In parentheses, if its parts would else seem to belong to what stands around it. */
  private static String nested(JsonNode expression) {
    boolean whole = !SIGNS.containsKey(op(expression)) && !op(expression).equals("if");
    return whole ? plain(expression) : "(" + plain(expression) + ")";
  }

  /** {@code ceil(x × 10) / 10}. */
  private static boolean isTenths(JsonNode expression) {
    JsonNode inner = expression.path("args").path(0);
    return op(expression).equals("divide")
        && op(inner).equals("ceil")
        && op(inner.path("args").path(0)).equals("multiply")
        && plain(inner.path("args").path(0).path("args").path(1)).equals("10")
        && plain(expression.path("args").path(1)).equals("10");
  }

  private static boolean isNumber(JsonNode expression) {
    return op(expression).equals("constant")
        || (op(expression).equals("divide")
            && expression.path("args").valueStream().allMatch(PriceWords::isNumber));
  }

  private static BigDecimal number(JsonNode expression) {
    if (op(expression).equals("constant")) {
      return new BigDecimal(expression.path("value").asString());
    }
    JsonNode args = expression.path("args");
    return number(args.path(0)).divide(number(args.path(1)), MathContext.DECIMAL64);
  }

  private static String op(JsonNode expression) {
    return expression.path("op").asString("");
  }

  private static String name(JsonNode variable) {
    return variable.path("name").asString("");
  }

  private static BigDecimal credits(JsonNode money) {
    return new BigDecimal(money.path("credits").asString("0"));
  }

  static String text(BigDecimal credits) {
    return Money.bare(credits.round(DIGITS)).toPlainString();
  }
}
