package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenValueTest {
  @Test
  void unknownWordRoundTrips() throws Exception {
    String json = "{\"status\":\"melting\",\"error\":{\"code\":\"sun_too_hot\"}}";

    Task task = EvolinkJson.moshi().adapter(Task.class).fromJson(json);

    assertThat(task.status()).isEqualTo(TaskStatus.of("melting"));
    assertThat(task.status()).extracting(OpenValue::value).isEqualTo("melting");
    assertThat(EvolinkJson.moshi().adapter(Task.class).toJson(task)).isEqualTo(json);
  }

  @Test
  void knownWordIsItsConstant() throws Exception {
    assertThat(TaskStatus.of("failed")).isSameAs(TaskStatus.FAILED);
    assertThat(EvolinkJson.moshi().adapter(TaskStatus.class).fromJson("\"failed\""))
        .isSameAs(TaskStatus.FAILED);
  }

  @Test
  void equalityIsThatOfTheTextWithinAClass() {
    assertThat(TaskStatus.of("x"))
        .isEqualTo(TaskStatus.of("x"))
        .hasSameHashCodeAs(TaskStatus.of("x"));
    assertThat(TaskStatus.of("x")).isNotEqualTo(TaskStatus.of("y"));
    assertThat((Object) TaskStatus.of("image")).isNotEqualTo(TaskType.of("image"));
    assertThat(TaskStatus.FAILED).hasToString("failed");
  }

  @Test
  void knownWordsComeInTheOrderOfTheSpec() {
    assertThat(TaskStatus.known())
        .containsExactly(
            TaskStatus.PENDING,
            TaskStatus.PROCESSING,
            TaskStatus.COMPLETED,
            TaskStatus.FAILED,
            TaskStatus.CANCELLED);
    assertThat(TaskErrorCode.known())
        .hasSize(15)
        .startsWith(TaskErrorCode.CONTENT_POLICY_VIOLATION);
  }
}
