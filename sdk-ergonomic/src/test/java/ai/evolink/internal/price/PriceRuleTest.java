package ai.evolink.internal.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.model.EvolinkJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule makes of a request. Amounts are in units of the ledger: 10,000 are a credit. */
class PriceRuleTest {
  private static final String ONE = "{'op':'constant','value':'1'}";

  private static Object json(String text) {
    try {
      Object json = EvolinkJson.moshi().adapter(Object.class).fromJson(text.replace('\'', '"'));
      assertThat(json).isNotNull();
      return json == null ? Map.of() : json;
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String rule(String parameters, String... components) {
    return "{'model':{'model_id':'Some-Model','modality':'image','pricing_status':'available',"
        + "'policy_source':'published','parameters':["
        + parameters
        + "],'components':["
        + String.join(",", components)
        + "]}}";
  }

  private static String component(String id, String quantity, String rate, String more) {
    return "{'id':'"
        + id
        + "','unit':'image','rate':{'uc':'"
        + rate
        + "'},'quantity_rule':"
        + quantity
        + more
        + (more.contains("'rounding'")
            ? ""
            : ",'rounding':{'point':'per_component_subtotal','mode':'half_up'}")
        + "}";
  }

  private static String parameter(String name, String type, String more) {
    return "{'name':'" + name + "','type':'" + type + "'" + more + "}";
  }

  private static String variable(String name) {
    return "{'op':'variable','name':'" + name + "'}";
  }

  private static Price price(String rule, Map<String, ?> fields) {
    return RuleReader.read(json(rule), "some-model").price(fields);
  }

  private static String told(String rule, Map<String, ?> fields) {
    Price price = price(rule, fields);
    return price.most() != null && price.least().compareTo(price.most()) == 0
        ? price.least().toPlainString()
        : price.least().toPlainString()
            + " to "
            + (price.most() == null ? "?" : price.most().toPlainString());
  }

  private static void isUnpriced(String rule, Map<String, ?> fields, String reason) {
    assertThatExceptionOfType(UnpricedException.class)
        .isThrownBy(() -> price(rule, fields))
        .withMessageContaining(reason);
  }

  @Test
  void componentsThatHoldAreAddedUp() {
    String rule =
        rule(
            parameter("n", "integer", ",'default':1")
                + ","
                + parameter("sound", "boolean", ",'default':false"),
            component("picture", variable("n"), "16000", ""),
            component("sound", ONE, "5000", ",'condition':" + variable("sound")));

    assertThat(told(rule, Map.of())).isEqualTo("1.6");
    assertThat(told(rule, Map.of("n", 3L))).isEqualTo("4.8");
    assertThat(told(rule, Map.of("n", 3L, "sound", true))).isEqualTo("5.3");
  }

  @ParameterizedTest
  @CsvSource({
    "half_up, 2, 1.25, 0.0003",
    "half_up, 1, 1.25, 0.0001",
    "half_up, 1, 1.5, 0.0002",
    "ceil, 1, 1.25, 0.0002",
    "ceil, 4, 1.25, 0.0005",
    "floor, 3, 1.25, 0.0003"
  })
  void subtotalIsRoundedToWholeUnits(String mode, long n, String rate, String credits) {
    String rule =
        rule(
            parameter("n", "integer", ""),
            component(
                "a",
                variable("n"),
                rate,
                ",'rounding':{'point':'per_component_subtotal','mode':'" + mode + "'}"));

    assertThat(told(rule, Map.of("n", n))).isEqualTo(credits);
  }

  @Test
  void quantityIsRoundedBeforeTheRate() {
    String rule =
        rule(
            parameter("seconds", "decimal", ""),
            component(
                "a",
                variable("seconds"),
                "2040",
                ",'rounding':{'point':'per_quantity','mode':'ceil'}"));

    assertThat(told(rule, Map.of("seconds", new java.math.BigDecimal("2.1")))).isEqualTo("0.612");
  }

  @Test
  void quantityOfATierIsRoundedWithItsMultiplier() {
    String rule =
        rule(
            parameter("seconds", "decimal", ""),
            component(
                "a",
                variable("seconds"),
                "100",
                ",'rounding':{'point':'per_quantity','mode':'ceil'},'tiers':[{'when':"
                    + "{'op':'constant','value':'true'},'multiplier':'2','rate':{'uc':'200'}}]"));

    // 1.2 seconds, twice: 2.4, rounded to 3, at the rate before it was multiplied.
    assertThat(told(rule, Map.of("seconds", new java.math.BigDecimal("1.2")))).isEqualTo("0.03");
  }

  @Test
  void rateIsRoundedBeforeTheQuantity() {
    String rule =
        rule(
            parameter("n", "integer", ""),
            component(
                "a", variable("n"), "1.25", ",'rounding':{'point':'per_tier','mode':'ceil'}"));

    assertThat(told(rule, Map.of("n", 3L))).isEqualTo("0.0006");
  }

  @Test
  void chargeIsAtLeastItsMinimum() {
    String rule =
        rule(
            parameter("n", "integer", ""),
            component("a", variable("n"), "100", ",'minimum_charge':{'uc':'250'}"));

    assertThat(told(rule, Map.of("n", 0L))).isEqualTo("0.025");
    assertThat(told(rule, Map.of("n", 2L))).isEqualTo("0.025");
    assertThat(told(rule, Map.of("n", 3L))).isEqualTo("0.03");
  }

  @Test
  void matchingTierReplacesRateAndMinimum() {
    String when = "{'op':'eq','args':[" + variable("quality") + ",{'op':'constant','value':'2K'}]}";
    String rule =
        rule(
            parameter("quality", "enum", ",'values':['1K','2K']"),
            component(
                "a",
                ONE,
                "100",
                ",'minimum_charge':{'uc':'150'},'tiers':[{'when':"
                    + when
                    + ",'multiplier':'2','rate':{'uc':'200'},'minimum_charge':{'uc':'300'}}]"));

    assertThat(told(rule, Map.of("quality", "1K"))).isEqualTo("0.015");
    assertThat(told(rule, Map.of("resolution", "2K"))).isEqualTo("0.03");
    isUnpriced(rule, Map.of("quality", "8K"), "wants quality to be one of [1K, 2K], not \"8K\"");
    isUnpriced(rule, Map.of("quality", "1K", "resolution", "2K"), "quality is set twice");
    isUnpriced(rule, Map.of(), "the request does not say quality");
  }

  @Test
  void twoMatchingTiersHaveNoPrice() {
    String tier = "{'when':{'op':'constant','value':'true'},'rate':{'uc':'1'}}";
    isUnpriced(
        rule("", component("a", ONE, "1", ",'tiers':[" + tier + "," + tier + "]")),
        Map.of(),
        "the component \"a\": several tiers match");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.5"})
  void chargeThatIsNegativeOrNotWholeHasNoPrice(String n) {
    String rule =
        rule(
            parameter("n", "decimal", ""),
            component("a", variable("n"), "1", ",'rounding':{'point':'per_tier','mode':'ceil'}"));

    isUnpriced(rule, Map.of("n", new java.math.BigDecimal(n)), "the component \"a\": it");
  }

  @Test
  void durationSetsTheSecondsAndAnAutomaticOneIsBounded() {
    String rule =
        rule(
            parameter("duration", "integer", ",'minimum':'-1','maximum':'15'")
                + ","
                + parameter(
                    "duration_seconds", "integer", ",'minimum':'2','maximum':'15','default':5"),
            component("a", variable("duration_seconds"), "10000", ""));

    assertThat(told(rule, Map.of("duration", 7L))).isEqualTo("7");
    assertThat(told(rule, Map.of())).isEqualTo("5");
    assertThat(told(rule, Map.of("duration", -1L))).isEqualTo("2 to 15");
    isUnpriced(rule, Map.of("duration", 16L), "wants duration_seconds to be at most 15, not 16");
  }

  @Test
  void lengthOfAnInputVideoIsMeasured() {
    String rule =
        rule(
            parameter("input_seconds", "decimal", ",'default':0"),
            component("a", variable("input_seconds"), "10000", ",'minimum_charge':{'uc':'5'}"),
            component("b", ONE, "10000", ""));

    assertThat(told(rule, Map.of())).isEqualTo("1.0005");
    assertThat(told(rule, Map.of("video_urls", List.of("https://x")))).isEqualTo("1.0005 to ?");
    assertThat(price(rule, Map.of("video_url", "https://x")).unbounded()).containsExactly("a");
  }

  @Test
  void searchesAreMeasuredIfTheyAreSwitchedOn() {
    String rule =
        rule(
            parameter("search_count", "integer", ",'default':0,'maximum':'3'"),
            component("a", variable("search_count"), "10000", ""));

    assertThat(told(rule, Map.of("model_params", Map.of("web_search", false)))).isEqualTo("0");
    assertThat(told(rule, Map.of("model_params", Map.of("web_search", true)))).isEqualTo("0 to 3");
    assertThat(told(rule, Map.of("tools", List.of(Map.of("type", "web_search")))))
        .isEqualTo("0 to 3");
  }

  @Test
  void inputPicturesAreCounted() {
    String rule =
        rule(
            parameter("input_images", "integer", ""),
            component("a", variable("input_images"), "10000", ""));

    assertThat(told(rule, Map.of("image_urls", List.of("a", "b")))).isEqualTo("2");
    assertThat(told(rule, Map.of("image_url", "a"))).isEqualTo("1");
    assertThat(told(rule, Map.of())).isEqualTo("0");
  }

  @Test
  void parameterMayStandAmongThoseOfTheModel() {
    String rule =
        rule(
            parameter("sound", "boolean", ",'default':false"),
            component("a", ONE, "10000", ",'condition':" + variable("sound")));

    assertThat(told(rule, Map.of("model_params", Map.of("sound", true)))).isEqualTo("1");
  }

  @Test
  void unknownOpIsNamedWithItsComponent() {
    isUnpriced(
        rule("", component("a", "{'op':'sqrt','args':[" + ONE + "]}", "1", "")),
        Map.of(),
        "the component \"a\": the operator \"sqrt\" is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'rounding':{'point':'per_moon','mode':'ceil'} | the rounding point \"per_moon\"",
        "'rounding':{'point':'per_tier','mode':'odd'} | the rounding mode \"odd\" is not known",
        "'pricing_status':'unavailable' | its price is not available",
        "'minimum_charge':{'uc':'-1'} | its minimum_charge is negative",
        "'minimum_charge':{'uc':'1e3'} | has no decimal \"uc\"",
        "'condition':{'op':'constant','value':'7'} | is neither true nor false",
        "'condition':{'op':'variable','name':'no'} | which is no parameter",
        "'condition':{'op':'add','args':[]} | the operator \"add\" has 0 arguments",
        "'condition':{'op':'not'} | an expression has no list \"args\"",
        "'condition':7 | an expression is not an object",
        "'tiers':{} | a component has no list \"tiers\""
      })
  void ruleThatIsNotUnderstoodHasNoPrice(String part, String reason) {
    isUnpriced(rule("", component("a", ONE, "1", "," + part.replace("''", "'"))), Map.of(), reason);
  }

  @Test
  void doubledNamesHaveNoPrice() {
    String one = component("a", ONE, "1", "");
    isUnpriced(rule("", one, one), Map.of(), "two components are called \"a\"");
    String name = parameter("n", "integer", "");
    isUnpriced(rule(name + "," + name, one), Map.of(), "two parameters are called \"n\"");
    isUnpriced(rule(""), Map.of(), "the rule has no components");
  }

  @Test
  void divisionByZeroHasNoPrice() {
    String zero = "{'op':'constant','value':'0'}";
    isUnpriced(
        rule("", component("a", "{'op':'divide','args':[" + ONE + "," + zero + "]}", "1", "")),
        Map.of(),
        "the component \"a\": it divides by zero");
  }

  @Test
  void deepExpressionHasNoPrice() {
    String deep = ONE;
    for (int i = 0; i < 31; i++) {
      deep = "{'op':'ceil','args':[" + deep + "]}";
    }
    assertThat(told(rule("", component("a", deep, "10000", "")), Map.of())).isEqualTo("1");
    isUnpriced(
        rule("", component("a", "{'op':'ceil','args':[" + deep + "]}", "1", "")),
        Map.of(),
        "an expression is too large");
  }

  @Test
  void numberThatGrowsBeyondReasonHasNoPrice() {
    String factor = "{'op':'constant','value':'" + "9".repeat(128) + "'}";
    String all = String.join(",", java.util.Collections.nCopies(32, factor));
    String large = "{'op':'multiply','args':[" + all + "]}";
    String huge = "{'op':'multiply','args':[" + large + "," + large + "]}";
    isUnpriced(rule("", component("a", huge, "1", "")), Map.of(), "a number is too long");
  }
}
