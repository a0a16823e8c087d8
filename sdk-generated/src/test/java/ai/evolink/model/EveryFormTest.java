package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.spec.Spec;
import com.networknt.schema.Error;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the spec says besides plain limits: forms of texts, steps of numbers, gaps between them. */
class EveryFormTest {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final String FORMLESS = "no! such?";
  private static final String BLANK = "  ";

  /** A value of one property that its schema refuses by one keyword. */
  record Wrong(
      Models.Entry model,
      String path,
      BuilderProperty property,
      String keyword,
      Object value,
      String said) {
    @Override
    public String toString() {
      return model + " " + path + " " + keyword + " " + value;
    }
  }

  static Stream<Wrong> wrongs() {
    List<Wrong> found = new ArrayList<>();
    Models.onePerBody()
        .forEach(
            model ->
                Limit.visit(
                    model.body(),
                    "",
                    (path, property) -> {
                      JsonNode schema = Spec.property(model.type().name(), path);
                      wrongForm(model, path, property, schema, found);
                      wrongNumbers(model, path, property, schema, found);
                    }));
    return found.stream();
  }

  private static void wrongForm(
      Models.Entry model,
      String path,
      BuilderProperty property,
      JsonNode schema,
      List<Wrong> found) {
    String said = schema.path("x-form").path("text").asString("");
    if (schema.has("pattern")) {
      boolean anyText = FORMLESS.matches(".*" + schema.path("pattern").asString("") + ".*");
      Object value = Samples.text(property.innerType(), anyText ? BLANK : FORMLESS);
      found.add(new Wrong(model, path, property, "pattern", value, said));
    } else if (schema.has("propertyNames")) {
      Object value = Map.of(FORMLESS, Samples.simple(property.innerType(), property.rule()));
      found.add(new Wrong(model, path, property, "pattern", value, said));
    }
  }

  private static void wrongNumbers(
      Models.Entry model,
      String path,
      BuilderProperty property,
      JsonNode schema,
      List<Wrong> found) {
    if (schema.has("multipleOf")) {
      BigDecimal step = schema.path("multipleOf").decimalValue();
      BigDecimal between = schema.path("minimum").decimalValue().add(step.divide(TWO));
      found.add(new Wrong(model, path, property, "multipleOf", between, step.toPlainString()));
    }
    JsonNode gap = schema.path("not");
    for (int n = gap.path("minimum").asInt(0);
        gap.isObject() && n <= gap.path("maximum").asInt();
        n++) {
      Object value = property.innerType() == VideoDuration.class ? VideoDuration.of(n) : (Object) n;
      found.add(new Wrong(model, path, property, "not", value, gap.path("maximum").asString()));
    }
  }

  @Test
  void thereIsOneOfEachKind() {
    assertThat(wrongs().map(Wrong::keyword).distinct())
        .containsExactlyInAnyOrder("pattern", "multipleOf", "not");
    assertThat(wrongs().map(Wrong::path)).contains("model_params.voice_bindings");
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void builderAndSpecRefuseIt(Wrong wrong) {
    Map<String, Object> values = Map.of("model", wrong.model().id(), wrong.path(), wrong.value());
    Class<? extends GeneratedModel> body = wrong.model().body();

    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> Samples.full(body, values, true));

    assertThat(refusal).as(wrong.toString()).isNotNull();
    assertThat(refusal)
        .hasMessageStartingWith(wrong.property().rule().name() + " must")
        .hasMessageContaining(wrong.said())
        .hasMessageContaining(
            wrong.value() instanceof Map<?, ?> map
                ? map.keySet().iterator().next().toString()
                : wrong.value().toString());
    String json = wrong.model().json().toJson(Samples.full(body, values, false));
    List<Error> errors = Spec.errors(wrong.model().type().name(), Spec.json(json));
    assertThat(errors)
        .extracting(Error::getKeyword)
        .contains(
            Objects.requireNonNull(
                wrong.value() instanceof Map ? "propertyNames" : wrong.keyword()));
  }

  /** A new ratio is a new word: only what has no known form at all is refused here. */
  @Test
  void sizeWithARatioOfTomorrowIsTheServersToJudge() {
    GptImage2Request request = GptImage2Request.builder("A cat").size(ImageSize.of("7:5")).build();

    assertThat(Spec.errors("GptImage2Request", Spec.json(json(request))))
        .extracting(Error::getKeyword)
        .containsExactly("pattern");
  }

  @Test
  void longTextIsNotRepeatedInFull() {
    String text = "\u00e9\uD83D\uDC31".repeat(100);

    assertThat(RequestProperty.rules("size").form("pixels", "^[0-9]+$").build().violation(text))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .isEqualTo(
                        "size must be pixels, but is \""
                            + "\u00e9\uD83D\uDC31".repeat(30)
                            + "…\""));
  }

  private static String json(GeneratedModel request) {
    return EvolinkJson.moshi()
        .adapter(ImageGenerationRequest.class)
        .toJson((ImageGenerationRequest) request);
  }
}
