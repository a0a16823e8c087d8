package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.spec.Spec;
import com.networknt.schema.Error;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** For every limit of every model: the builder and the spec draw the line at the same place. */
class EveryLimitTest {
  private static final List<String> KEYWORDS =
      List.of("maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum");

  static Stream<Limit> limits() {
    return Models.all().flatMap(model -> Limit.of(model).stream());
  }

  static Stream<Models.Entry> bodies() {
    return Models.onePerBody();
  }

  @Test
  void thereAreLimitsOfEveryKeyword() {
    assertThat(limits().map(Limit::keyword).distinct()).containsAll(KEYWORDS);
    assertThat(limits().map(Limit::path))
        .anyMatch(path -> path.contains("[]."))
        .anyMatch(path -> path.endsWith("[]"));
    assertThat(limits()).anyMatch(limit -> limit.property().innerType() == MidjourneyMask.class);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void limitsOfTheBuilderAreThoseOfTheSpec(Models.Entry model) {
    Limit.visit(
        model.body(),
        "",
        (path, property) -> {
          JsonNode schema = Spec.property(model.type().name(), path);
          assertThat(Limit.limits(property.rule())).as(path).isEqualTo(limitsOfTheSpec(schema));
          if (Samples.modelOf(property) == null) {
            assertThat(property.rule().items().map(Limit::limits).orElse(Map.of()))
                .as(path + "[]")
                .isEqualTo(limitsOfTheSpec(Spec.resolve(schema.path("items"))));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("limits")
  void valueAtTheLimitIsFine(Limit limit) {
    GeneratedModel request =
        Samples.full(limit.model().body(), values(limit, limit.allowed()), true);

    String json = limit.model().json().toJson(request);

    assertThat(Spec.errors(limit.model().type().name(), Spec.json(json))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void excessByOneIsRefused(Limit limit) {
    Object excess = limit.excess();
    if (excess == null) {
      return; // no value of this type can be there
    }
    Map<String, Object> values = values(limit, excess);
    Class<? extends GeneratedModel> body = limit.model().body();

    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> Samples.full(body, values, true));

    assertThat(refusal).as(limit.toString()).isNotNull();
    assertThat(refusal).hasMessageContaining(limit.property().rule().name());
    if (excess.equals("")) {
      assertThat(refusal).hasMessageContaining("is required, but is blank"); // plainer than "1"
    } else {
      assertThat(refusal.getMessage())
          .containsPattern(number(limit.limit()))
          .containsPattern(number(limit.beyond()));
    }
    String json = limit.model().json().toJson(Samples.full(body, values, false));
    List<Error> errors = Spec.errors(limit.model().type().name(), Spec.json(json));
    assertThat(errors)
        .as(limit.toString())
        .extracting(error -> error.getKeyword().replace("Properties", "Items"))
        .contains(limit.keyword());
    assertThat(errors)
        .extracting(error -> error.getInstanceLocation().toString().replaceAll("/[0-9]+", "[]"))
        .contains("/" + limit.path().replace('.', '/'));
  }

  /** A number that is not part of a longer one. */
  private static String number(BigDecimal number) {
    return "(?<![0-9.-])" + Pattern.quote(number.toPlainString()) + "(?![0-9.])";
  }

  private static Map<String, Object> values(Limit limit, Object value) {
    return Map.of("model", limit.model().id(), limit.settable(), value);
  }

  private static Map<String, BigDecimal> limitsOfTheSpec(JsonNode schema) {
    Map<String, BigDecimal> limits = new TreeMap<>();
    for (String keyword : KEYWORDS) {
      String name = schema.path("type").asString("").equals("object") ? entries(keyword) : keyword;
      if (schema.has(name)) {
        limits.put(keyword, schema.path(name).decimalValue());
      }
    }
    return limits;
  }

  private static String entries(String keyword) {
    return keyword.replace("Items", "Properties");
  }
}
