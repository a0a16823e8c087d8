package ai.evolink.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.EvolinkJson;
import ai.evolink.model.TaskSubmission;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer names is paid for, however it names it. */
class AcceptedIdTest {
  private static @Nullable String of(String answer) throws IOException {
    return AcceptedId.of(
        Objects.requireNonNull(EvolinkJson.moshi().adapter(TaskSubmission.class).fromJson(answer)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"a\",\"task_id\":\"b\"} | a",
        "{\"task_id\":\"b\"} | b",
        "{\"id\":\" \",\"task_id\":\"b\"} | b",
        "{\"id\":null,\"task_id\":\"b\"} | b",
        "{\"id\":true,\"task_id\":\"b\"} | b",
        "{\"id\":42,\"task_id\":\"b\"} | 42",
        "{\"task_id\":42} | 42",
        "{\"id\":12345678901234567890} | 12345678901234567890"
      })
  void idIsFoundByEitherName(String answer, String id) throws IOException {
    assertThat(of(answer)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":4.5}", "{\"id\":{}}", "{\"task_id\":\"\"}"})
  void whatNamesNoTaskHasNoId(String answer) throws IOException {
    assertThat(of(answer)).isNull();
  }

  @Test
  void serviceCanBeAskedForAnIdOfPlainCharacters() {
    assertThat(AcceptedId.isUsable("task-unified-1757165031-uyujaw3d")).isTrue();
    assertThat(AcceptedId.isUsable("A.b_c:1")).isTrue();
    assertThat(AcceptedId.isUsable("x".repeat(128))).isTrue();
    assertThat(AcceptedId.isUsable("x".repeat(129))).isFalse();
    assertThat(AcceptedId.isUsable("")).isFalse();
    assertThat(AcceptedId.isUsable("../credits")).isFalse();
    assertThat(AcceptedId.isUsable("a b")).isFalse();
  }
}
