package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.spec.Spec;
import com.networknt.schema.Error;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
  void typesOfTheJsonAreToldBeforehand(Models.Entry model) {
    GeneratedModel request = Samples.full(model.body(), Map.of("model", model.id()), true);

    JsonNode json = Spec.json(model.json().toJson(request));

    for (RequestProperty property : model.type().properties()) {
      List<String> told = property.jsonTypes();
      if (!told.isEmpty()) {
        assertThat(told)
            .as(property.name())
            .containsAnyElementsOf(typesOf(json.path(property.name())));
      }
    }
  }

  private static List<String> typesOf(JsonNode value) {
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return value.isIntegralNumber() ? List.of("integer", "number") : List.of(type);
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

  static Stream<Models.Entry> modelsWithAChoice() {
    return Models.onePerBody().filter(model -> !choices(model).isEmpty());
  }

  private static JsonNode choices(Models.Entry model) {
    return Spec.schemas().path(model.type().name()).path("anyOf");
  }

  @Test
  void someModelsNeedOneOfSeveralProperties() {
    assertThat(modelsWithAChoice()).hasSizeGreaterThanOrEqualTo(3);
  }

  /** What the spec and the builder say of a body with one alternative alone, and with none. */
  @ParameterizedTest
  @MethodSource("modelsWithAChoice")
  void builderAndSpecAskForOneOfTheSameProperties(Models.Entry model) throws Exception {
    List<List<String>> alternatives = new ArrayList<>();
    for (JsonNode choice : choices(model)) {
      alternatives.add(choice.path("required").valueStream().map(JsonNode::asString).toList());
    }
    List<String> all = alternatives.stream().flatMap(List::stream).toList();
    GeneratedModel full = Samples.full(model.body(), Map.of("model", model.id()), false);

    ObjectNode none = (ObjectNode) Spec.json(model.json().toJson(full));
    none.remove(all);

    assertThat(Spec.errors(model.type().name(), none))
        .extracting(Error::getKeyword)
        .contains("required");
    assertThatThrownBy(() -> rebuilt(model, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(all.toArray(String[]::new))
        .hasMessageEndingWith(" is required, but none is given");
    for (List<String> alternative : alternatives) {
      ObjectNode one = (ObjectNode) Spec.json(model.json().toJson(full));
      one.remove(all.stream().filter(name -> !alternative.contains(name)).toList());
      assertThat(Spec.errors(model.type().name(), one)).as("%s", one).isEmpty();
      assertThat(Spec.json(model.json().toJson(rebuilt(model, one)))).isEqualTo(one);
    }
  }

  private static Object rebuilt(Models.Entry model, JsonNode json) throws Exception {
    Object read = Objects.requireNonNull(model.json().fromJson(json.toString()));
    Object builder = read.getClass().getMethod("toBuilder").invoke(read);
    try {
      return builder.getClass().getMethod("build").invoke(builder);
    } catch (InvocationTargetException e) {
      throw BuilderProperty.rethrown(e);
    }
  }
}
