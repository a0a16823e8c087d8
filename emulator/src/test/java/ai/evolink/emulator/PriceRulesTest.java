package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The rules are well formed, in the language of the list; what they say is tested elsewhere. */
class PriceRulesTest {

  private static final Map<String, List<Integer>> ARGS =
      Map.ofEntries(
          Map.entry("add", List.of(2, 32)),
          Map.entry("multiply", List.of(2, 32)),
          Map.entry("min", List.of(2, 32)),
          Map.entry("max", List.of(2, 32)),
          Map.entry("and", List.of(2, 32)),
          Map.entry("or", List.of(2, 32)),
          Map.entry("subtract", List.of(2, 2)),
          Map.entry("divide", List.of(2, 2)),
          Map.entry("eq", List.of(2, 2)),
          Map.entry("neq", List.of(2, 2)),
          Map.entry("lt", List.of(2, 2)),
          Map.entry("lte", List.of(2, 2)),
          Map.entry("gt", List.of(2, 2)),
          Map.entry("gte", List.of(2, 2)),
          Map.entry("clamp", List.of(3, 3)),
          Map.entry("if", List.of(3, 3)),
          Map.entry("ceil", List.of(1, 1)),
          Map.entry("floor", List.of(1, 1)),
          Map.entry("not", List.of(1, 1)));

  private static final String DECIMAL = "-?(0|[1-9]\\d*)(\\.\\d+)?";

  @Test
  void everyModelOfTheRulesIsInTheTableAndTheOtherWayRound() {
    assertThat(new TreeSet<>(PriceRules.byModel().keySet())).isEqualTo(PriceTable.models());
  }

  @Test
  void everyModelIsCanonicalAndOneOfTheSpec() {
    Set<String> known =
        SampleRequest.all().stream().map(SampleRequest::model).collect(Collectors.toSet());
    known.removeAll(Spec.get().aliases().keySet());
    known.add("veo3-fast"); // In the price list, and on no page of the documentation.

    assertThat(known).containsAll(PriceTable.models());
    assertThat(PriceTable.models()).hasSize(154);
  }

  @Test
  void aliasIsOfAModelOfTheSpec() {
    assertThat(Spec.get().aliases()).containsEntry("suno-v5-beta", "suno-v5");
    assertThat(Spec.get().aliases().values())
        .allMatch(id -> SampleRequest.all().stream().anyMatch(sample -> sample.model().equals(id)));
  }

  static Stream<String> models() {
    return PriceRules.byModel().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void ruleIsWellFormed(String model) {
    JsonNode rule = Objects.requireNonNull(PriceRules.byModel().get(model));
    Set<String> parameters = new HashSet<>();
    for (JsonNode parameter : rule.path("parameters")) {
      assertThat(parameters.add(parameter.path("name").asString())).isTrue();
      checkParameter(parameter);
    }
    assertThat(rule.path("model_id").asString()).isEqualTo(model);
    assertThat(rule.path("settlement_basis").asString())
        .isIn("request_only", "request_then_actual", "actual_usage");
    assertThat(rule.path("policy_checksum").asString()).matches("[0-9a-f]{64}");
    assertThat(SampleRequest.all())
        .filteredOn(sample -> sample.model().equals(model))
        .allMatch(sample -> sample.medium().equals(rule.path("modality").asString()));
    Set<String> ids = new HashSet<>();
    Set<String> read = new HashSet<>();
    assertThat(rule.path("components").size()).isPositive();
    for (JsonNode component : rule.path("components")) {
      assertThat(ids.add(component.path("id").asString())).isTrue();
      checkComponent(component, read);
    }
    assertThat(parameters).containsAll(read);
  }

  private static void checkParameter(JsonNode parameter) {
    String type = parameter.path("type").asString();
    assertThat(type).isIn("integer", "decimal", "enum", "boolean");
    List<String> values = new ArrayList<>();
    parameter.path("values").forEach(value -> values.add(value.stringValue()));
    String preset = parameter.path("default").asString("");
    if (!preset.isEmpty() && !values.isEmpty()) {
      assertThat(values).contains(preset);
    }
    assertThat(values.isEmpty()).isEqualTo(!type.equals("enum") && !parameter.has("values"));
    for (String name : List.of("minimum", "maximum")) {
      if (parameter.has(name)) {
        assertThat(parameter.path(name).stringValue()).matches(DECIMAL);
      }
    }
  }

  private static void checkComponent(JsonNode component, Set<String> read) {
    for (String name :
        List.of("role", "dimension", "sku_id", "unit", "billing_rule", "effective_at")) {
      assertThat(component.path(name).asString("")).as(name).isNotEmpty();
    }
    checkMoney(component.path("rate"));
    if (component.has("minimum_charge")) {
      checkMoney(component.path("minimum_charge"));
      assertThat(component.path("minimum_charge").path("uc").asString()).matches("\\d+");
    }
    assertThat(component.path("rounding").path("point").asString())
        .isIn("per_component_subtotal", "per_quantity");
    assertThat(component.path("rounding").path("mode").asString()).isIn("half_up", "ceil", "floor");
    if (component.has("condition")) {
      checkExpression(component.path("condition"), read);
    }
    checkExpression(component.path("quantity_rule"), read);
    for (JsonNode tier : component.path("tiers")) {
      checkExpression(tier.path("when"), read);
      checkMoney(tier.path("rate"));
      assertThat(tier.path("multiplier").stringValue()).matches(DECIMAL);
    }
  }

  private static void checkExpression(JsonNode node, Set<String> read) {
    String op = node.path("op").asString("");
    switch (op) {
      case "constant" -> assertThat(node.path("value").isString()).isTrue();
      case "variable" -> read.add(node.path("name").stringValue());
      case "lookup" -> {
        checkExpression(node.path("key"), read);
        assertThat(node.path("values").size()).isBetween(1, 100);
        node.path("values")
            .forEach(value -> assertThat(value.stringValue()).as("%s", node).matches(DECIMAL));
      }
      default -> {
        assertThat(ARGS).containsKey(op);
        List<Integer> range = Objects.requireNonNull(ARGS.get(op));
        assertThat(node.path("args").size()).isBetween(range.get(0), range.get(1));
        node.path("args").forEach(arg -> checkExpression(arg, read));
      }
    }
  }

  private static void checkMoney(JsonNode money) {
    BigDecimal credits = new BigDecimal(money.path("credits").stringValue());
    assertThat(new BigDecimal(money.path("uc").stringValue()))
        .isEqualByComparingTo(credits.movePointRight(4));
    assertThat(new BigDecimal(money.path("cny").stringValue()))
        .isEqualByComparingTo(credits.movePointLeft(1));
    assertThat(new BigDecimal(money.path("usd").stringValue()).multiply(BigDecimal.valueOf(68)))
        .isCloseTo(credits, within(new BigDecimal("0.00000001")));
    money.forEach(amount -> assertThat(amount.stringValue()).matches(DECIMAL));
  }
}
