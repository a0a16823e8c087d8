package ai.evolink.spec;

import static ai.evolink.spec.ContractEdits.POST;
import static ai.evolink.spec.ContractEdits.SPEC;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of change of a spec, forth and back. */
class ContractDiffTest {
  private static final String EDITS = "ai.evolink.spec.ContractEdits#";

  @ParameterizedTest
  @MethodSource({
    EDITS + "whatCallersSend",
    EDITS + "limits",
    EDITS + "newLimits",
    EDITS + "howCallersSend",
    EDITS + "whatCallersRead",
    EDITS + "operations"
  })
  void changeIsNamedAndJudgedInBothDirections(ContractEdits.Edit edit) {
    assertThat(SPEC).containsOnlyOnce(edit.from());
    Contract before = contract(SPEC);
    Contract after = contract(SPEC.replace(edit.from(), edit.to()));

    // Tasks are the answer of two operations; one of them is enough to look at.
    assertThat(lines(before, after)).as("forth").containsExactlyElementsOf(edit.forth());
    assertThat(lines(after, before)).as("back").containsExactlyElementsOf(edit.back());
  }

  @Test
  void anotherHostIsBreakingForEveryOperation() {
    Contract moved = contract(SPEC.replace("https://api.", "https://api2."));

    assertThat(lines(contract(SPEC), moved))
        .containsExactly(
            "!GET /v1/tasks/{id}: server https://api.example.com -> https://api2.example.com",
            "!POST /v1/pictures: server https://api.example.com -> https://api2.example.com");
  }

  @Test
  void wordingAndOtherWaysToSayTheSameAreNoChange() {
    String other =
        SPEC.replace("description: A task.", "description: Shows it.")
            .replace("description: Another.", "description: New words.")
            .replace(
                "size: {type: string, enum: [small, large]",
                "size: {type: string, enum: [large, small]")
            .replace(
                "prompt: {$ref: '#/components/schemas/Prompt'}",
                "prompt: {type: string, maxLength: 2000}")
            .replace("maximum: 9}", "maximum: 9.0}")
            .replace("tags, in: query,", "tags, in: query, style: form, explode: true,")
            .replace("bearerAuth", "key")
            .replace("responses/Task", "responses/Answer")
            .replace("    Task:\n      description", "    Answer:\n      description");
    assertThat(other).isNotEqualTo(SPEC);

    assertThat(lines(contract(SPEC), contract(other))).isEmpty();
  }

  @Test
  void manyModelsAreCounted() {
    String many =
        SPEC.replace(
            "          one-b: '#/components/schemas/One'\n",
            "          one-b: '#/components/schemas/One'\n"
                + Stream.of("c", "d", "e")
                    .map(id -> "          one-" + id + ": '#/components/schemas/One'\n")
                    .collect(joining()));

    assertThat(lines(contract(many), contract(many.replace("maxLength: 2000", "maxLength: 9"))))
        .containsExactly("!" + POST + "body [one-a and 4 more] prompt: maxLength 2000 -> 9");
  }

  @Test
  void referenceToNothingSaysWhere() {
    assertThatThrownBy(() -> contract(SPEC.replace("schemas/Prompt'", "schemas/Promt'")))
        .hasMessage("Nothing is at #/components/schemas/Promt");
  }

  private static Contract contract(String yaml) {
    return Contract.of(Spec.yaml(yaml));
  }

  private static List<String> lines(Contract before, Contract after) {
    return ContractDiff.between(before, after).stream()
        .filter(change -> !change.what().startsWith(POST + "answer 200"))
        .map(change -> (change.breaking() ? "!" : "") + change.what())
        .toList();
  }
}
