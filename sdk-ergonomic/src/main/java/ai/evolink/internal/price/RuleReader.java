package ai.evolink.internal.price;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a rule of the JSON of a price list, and refuses what it does not understand in full. */
public final class RuleReader {
  private static final String AVAILABLE = "available";

  private RuleReader() {}

  /**
   * {@return the rule in an answer to the query of one model}
   *
   * @param json the answer
   * @param model the id that was asked for, in lower case
   * @throws UnpricedException if it is not a rule from which a price follows
   */
  public static PriceRule read(@Nullable Object json, String model) {
    Json answer = Json.of(json, "the answer");
    Json rule = Json.of(answer.get("model"), "the rule");
    String id = rule.text("model_id");
    if (!id.toLowerCase(Locale.ROOT).equals(model)) {
      throw new UnpricedException("the rule is that of \"" + id + "\"");
    }
    require(rule, "pricing_status", AVAILABLE);
    require(rule, "policy_source", "published");
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Object each : rule.listOrNone("parameters")) {
      Parameter parameter = parameter(Json.of(each, "a parameter"));
      if (parameters.put(parameter.name(), parameter) != null) {
        throw new UnpricedException("two parameters are called \"" + parameter.name() + "\"");
      }
    }
    return new PriceRule(
        model,
        rule.text("modality"),
        rule.text("settlement_basis", "unknown"),
        answer.has("meta") ? Json.of(answer.get("meta"), "meta").text("pricing_version", "") : "",
        Map.copyOf(parameters),
        components(rule, parameters.keySet()));
  }

  private static void require(Json rule, String name, String word) {
    String is = rule.text(name);
    if (!is.equals(word)) {
      throw new UnpricedException("its " + name + " is \"" + is + "\", not \"" + word + "\"");
    }
  }

  private static Parameter parameter(Json json) {
    String name = json.text("name");
    Parameter.Type type = word(Parameter.Type.class, json.text("type"), "the type of " + name);
    List<String> words = new ArrayList<>();
    json.listOrNone(json.has("values") ? "values" : "enum")
        .forEach(word -> words.add(String.valueOf(word)));
    Object byDefault = json.get("default");
    return new Parameter(
        name,
        type,
        Boolean.TRUE.equals(json.get("required")),
        byDefault == null ? null : Parameter.of(byDefault),
        List.copyOf(words),
        json.has("minimum") ? json.decimal("minimum") : null,
        json.has("maximum") ? json.decimal("maximum") : null);
  }

  private static List<Component> components(Json rule, Set<String> declared) {
    List<Component> components = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object json : rule.list("components")) {
      Json component = Json.of(json, "a component");
      String id = component.text("id");
      if (!ids.add(id)) {
        throw new UnpricedException("two components are called \"" + id + "\"");
      }
      try {
        components.add(component(id, component, new ExpressionReader(declared)));
      } catch (UnpricedException e) {
        throw e.in("the component \"" + id + "\"");
      }
    }
    if (components.isEmpty()) {
      throw new UnpricedException("the rule has no components");
    }
    return List.copyOf(components);
  }

  private static Component component(String id, Json json, ExpressionReader expressions) {
    Json rounding = Json.of(json.get("rounding"), "its rounding");
    Fraction minimum = amount(json, "minimum_charge", Fraction.ZERO);
    List<Tier> tiers = new ArrayList<>();
    for (Object tier : json.listOrNone("tiers")) {
      tiers.add(tier(Json.of(tier, "a tier"), minimum, expressions));
    }
    return new Component(
        id,
        json.text("dimension", ""),
        json.text("unit", "unit"),
        amount(json, "rate", tiers.isEmpty() ? null : Fraction.ZERO),
        minimum,
        json.has("rate") && json.text("pricing_status", AVAILABLE).equals(AVAILABLE),
        json.has("condition") ? expressions.read(json.get("condition")) : null,
        expressions.read(json.get("quantity_rule")),
        new Rounding(
            word(Rounding.Point.class, rounding.text("point"), "the rounding point"),
            word(Rounding.Mode.class, rounding.text("mode"), "the rounding mode")),
        List.copyOf(tiers));
  }

  private static Tier tier(Json json, Fraction minimum, ExpressionReader expressions) {
    Fraction multiplier = json.has("multiplier") ? json.decimal("multiplier") : Fraction.ONE;
    if (multiplier.signum() <= 0) {
      throw new UnpricedException("the multiplier of a tier is " + multiplier);
    }
    return new Tier(
        expressions.read(json.get("when")),
        multiplier,
        amount(json, "rate", null),
        amount(json, "minimum_charge", minimum),
        json.text("pricing_status", AVAILABLE).equals(AVAILABLE));
  }

  /** {@return an amount in units of the ledger} */
  private static Fraction amount(Json json, String name, @Nullable Fraction otherwise) {
    if (!json.has(name) && otherwise != null) {
      return otherwise;
    }
    Fraction units = Json.of(json.get(name), "its " + name).decimal("uc");
    if (units.signum() < 0) {
      throw new UnpricedException("its " + name + " is negative");
    }
    return units;
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word, String what) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw new UnpricedException(what + " \"" + word + "\" is not known");
  }
}
