package ai.evolink.emulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What models cost: the rules that the catalogue publishes, and what is charged, which a test may
 * set at odds. Thread-safe; a rule that has been handed out is never changed.
 */
final class PriceBook {

  private static final BigDecimal MOST_FACTOR = BigDecimal.valueOf(1_000_000);

  private final Spec spec;
  private final EmulatorClock clock;
  private final Map<String, ObjectNode> rules = new LinkedHashMap<>();
  private final Map<String, BigDecimal> factors = new HashMap<>();
  private final Map<String, BigDecimal> charges = new HashMap<>();
  private int version;
  private Instant updatedAt;

  PriceBook(Spec spec, EmulatorClock clock) {
    this.spec = spec;
    this.clock = clock;
    this.updatedAt = clock.now();
    rules.putAll(PriceRules.byModel());
  }

  /**
   * The list at a moment.
   *
   * @param version counts the changes since the start
   */
  record Edition(int version, Instant updatedAt, List<ObjectNode> rules) {}

  synchronized Edition edition() {
    return edition(rules.values());
  }

  /** The list of this one model, if the list has it. */
  synchronized Optional<Edition> edition(String model) {
    return rule(model).map(rule -> edition(List.of(rule)));
  }

  private Edition edition(Collection<ObjectNode> shown) {
    return new Edition(version, updatedAt, new ArrayList<>(shown));
  }

  synchronized Optional<ObjectNode> rule(String model) {
    return Optional.ofNullable(rules.get(model));
  }

  /** What a request costs: by the table, or as its page shows if the model is not in the table. */
  synchronized Charge charge(Operation operation, String model, JsonNode body) {
    String canonical = canonical(model);
    BigDecimal told = charges.get(canonical);
    if (told != null) {
      return Charge.of(told);
    }
    BigDecimal factor = factors.getOrDefault(canonical, BigDecimal.ONE);
    JsonNode shape = operation.branch(model).map(spec::at).orElseGet(Json::object);
    return PriceTable.charge(canonical, new Asked(spec, shape, body, factor))
        .orElseGet(() -> Charge.of(documented(operation, model).multiply(factor)));
  }

  private static BigDecimal documented(Operation operation, String model) {
    return operation
        .example(200, model)
        .map(example -> example.path("usage").path("credits_reserved").asDecimal(BigDecimal.ZERO))
        .orElse(BigDecimal.ZERO);
  }

  /** The list says this of a model from now on, whatever is charged. */
  synchronized void replace(String model, ObjectNode rule) {
    rules.put(model, rule);
    changed();
  }

  /** The list does not know the model any more. */
  synchronized void remove(String model) {
    rules.remove(model);
    changed();
  }

  /** From now on so many credits are charged for each request, whatever the list says. */
  synchronized void charge(String model, BigDecimal credits) {
    if (credits.signum() < 0) {
      throw new IllegalArgumentException("credits must not be negative, but were " + credits);
    }
    charges.put(canonical(model), credits);
  }

  /** The list and the charges go up, or down, by this factor. */
  synchronized void multiply(String model, BigDecimal factor) {
    if (factor.signum() <= 0 || factor.compareTo(MOST_FACTOR) > 0) {
      throw new IllegalArgumentException(
          "factor must be above 0 and at most " + MOST_FACTOR + ", but was " + factor);
    }
    String canonical = canonical(model);
    factors.merge(canonical, factor, BigDecimal::multiply);
    charges.computeIfPresent(canonical, (id, credits) -> credits.multiply(factor));
    rule(canonical).ifPresent(rule -> rules.put(canonical, multiplied(rule, factor)));
    changed();
  }

  /** As at the start, for one model. */
  synchronized void restore(String model) {
    ObjectNode original = PriceRules.byModel().get(model);
    if (original == null) {
      rules.remove(model);
    } else {
      rules.put(model, original);
    }
    factors.remove(canonical(model));
    charges.remove(canonical(model));
    changed();
  }

  /** As at the start; the version goes on, so that nobody takes an old list for the new one. */
  synchronized void reset() {
    boolean touched = !rules.equals(PriceRules.byModel()) || !charges.isEmpty();
    rules.clear();
    rules.putAll(PriceRules.byModel());
    factors.clear();
    charges.clear();
    if (touched) {
      changed();
    }
  }

  private void changed() {
    version++;
    updatedAt = clock.now();
  }

  private String canonical(String model) {
    return spec.aliases().getOrDefault(model, model);
  }

  private static ObjectNode multiplied(ObjectNode rule, BigDecimal factor) {
    ObjectNode copy = rule.deepCopy();
    for (JsonNode component : copy.path("components")) {
      amounts(component, factor);
      component.path("tiers").forEach(tier -> amounts(tier, factor));
    }
    return copy;
  }

  private static void amounts(JsonNode owner, BigDecimal factor) {
    change(owner, "rate", credits -> credits.multiply(factor));
    // Unlike a rate, it is charged as it stands.
    change(
        owner,
        "minimum_charge",
        credits -> credits.multiply(factor).setScale(Money.SCALE, RoundingMode.HALF_UP));
  }

  private static void change(JsonNode owner, String name, UnaryOperator<BigDecimal> change) {
    String credits = owner.path(name).path("credits").asString("");
    if (owner instanceof ObjectNode object && credits.matches("[0-9]{1,30}(\\.[0-9]{1,30})?")) {
      object.set(name, Money.of(change.apply(new BigDecimal(credits))));
    }
  }
}
