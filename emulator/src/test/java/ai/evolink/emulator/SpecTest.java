package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class SpecTest {

  private final Spec spec = Spec.get();

  @Test
  void aliasesOfTheYamlAreResolved() {
    assertThat(spec.at("#/components/schemas/Task/properties/progress/maximum").asInt())
        .isEqualTo(100);
  }

  @Test
  void numbersAndTextsKeepTheirTypes() {
    List<String> sizes = new ArrayList<>();
    spec.at("#/components/schemas/AspectRatio/enum").forEach(size -> sizes.add(size.stringValue()));

    assertThat(sizes).contains("16:9", "1:1");
    assertThat(spec.operation("createImage").example(200).orElseThrow().path("usage"))
        .hasToString(
            "{\"billing_rule\":\"per_call\",\"credits_reserved\":1.6,\"user_group\":\"default\"}");
  }

  @Test
  void generationOperationsAreFoundByWhatTheyAnswer() {
    assertThat(spec.operations().stream().filter(Operation::submitsTask).map(Operation::path))
        .contains("/v1/images/generations")
        .allMatch(path -> path.endsWith("/generations"));
  }

  static Stream<Operation> operations() {
    return Spec.get().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void examplesThatAreServedFitTheirSchemas(Operation operation) {
    for (int status : new int[] {200, 400, 401, 402, 403, 404, 429, 500, 502, 503}) {
      ObjectNode example = operation.example(status).orElse(null);
      if (example != null) {
        assertThat(spec.check(operation.responseSchema(status).orElseThrow(), example)).isEmpty();
      }
    }
  }

  @Test
  void exampleOfAModelIsPreferred() {
    Operation query = spec.operation("getTask");

    assertThat(query.example(200, "no-such-model")).isEqualTo(query.example(200));
  }
}
