package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.spec.Spec;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every id of every medium: what the typed builder makes is what the spec describes. */
class EveryModelTest {
  static Stream<Models.Entry> models() {
    return Models.all();
  }

  @Test
  void noIdIsInTwoMedia() {
    assertThat(Models.ids()).doesNotHaveDuplicates().hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("models")
  void requestWithAllFieldsFitsTheSpec(Models.Entry model) {
    GeneratedModel request = Samples.full(model.body(), Map.of("model", model.id()), true);

    String json = model.json().toJson(request);

    assertThat(Spec.errors(model.type().name(), Spec.json(json))).as(json).isEmpty();
    assertThat(Spec.json(json).propertyNames())
        .containsExactlyElementsOf(
            model.type().properties().stream().map(RequestProperty::name).toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  void requestWithAllFieldsIsReadBackEqual(Models.Entry model) throws Exception {
    GeneratedModel request = Samples.full(model.body(), Map.of("model", model.id()), true);

    Object read = model.json().fromJson(model.json().toJson(request));

    assertThat(read).isEqualTo(request).hasSameHashCodeAs(request).hasSameClassAs(request);
    assertThat(((GeneratedModel) read).additionalProperties()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void requestWithRequiredFieldsOnlyFitsTheSpec(Models.Entry model) throws Exception {
    GeneratedModel request = Samples.minimal(model.body(), Map.of("model", model.id()));

    String json = model.json().toJson(request);

    assertThat(Spec.errors(model.type().name(), Spec.json(json))).as(json).isEmpty();
    assertThat(model.json().fromJson(json)).isEqualTo(request);
  }
}
