package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TaskLifeTest {

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().clock(clock).pace(Duration.ofSeconds(10)).start();
  private final Api api = new Api(emulator);

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void taskGoesFromPendingOverProcessingToCompleted() throws IOException {
    String id = api.submit("A cat").id();
    assertThat(state(id)).isEqualTo("pending 0");
    clock.advance(Duration.ofMillis(999));
    assertThat(state(id)).isEqualTo("pending 0");
    clock.advance(Duration.ofMillis(1));
    assertThat(state(id)).isEqualTo("processing 10");
    clock.advance(Duration.ofSeconds(8));
    assertThat(state(id)).isEqualTo("processing 90");
    assertThat(api.task(id).json().has("results")).isFalse();
    clock.advance(Duration.ofMillis(999));
    assertThat(state(id)).isEqualTo("processing 99");
    clock.advance(Duration.ofMillis(1));

    JsonNode task = api.task(id).json();
    assertThat(task.path("status").asString()).isEqualTo("completed");
    assertThat(task.path("progress").asInt()).isEqualTo(100);
    assertThat(task.path("id").asString()).isEqualTo(id);
    assertThat(task.path("object").asString()).isEqualTo("image.generation.task");
    assertThat(task.path("type").asString()).isEqualTo("image");
    assertThat(task.path("usage").path("credits_used").asString()).isEqualTo("1.6");
    assertThat(task.has("error")).isFalse();
    String link = task.path("results").path(0).asString();
    assertThat(link).startsWith(emulator.url() + "/");

    Api.Answer picture = api.as("").get(link);
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.header("Content-Type")).isEqualTo("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes()))).isNotNull();
  }

  @Test
  void progressNeverGoesBack() {
    String id = api.submit("A cat").id();
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      seen.add(api.task(id).json().path("progress").asInt());
      clock.advance(Duration.ofMillis(500));
    }

    assertThat(seen).isSorted().startsWith(0).endsWith(100);
  }

  @Test
  void resultLinkDiesAfterADay() {
    String id = api.submit("A cat").id();
    clock.advance(Duration.ofSeconds(10));
    String link = api.task(id).json().path("results").path(0).asString();
    clock.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(api.get(link).status()).isEqualTo(200);
    clock.advance(Duration.ofMillis(1));

    assertThat(api.get(link).status()).isEqualTo(404);
    assertThat(api.get(link).message()).contains("expired");
  }

  @Test
  void resultOfAnUnfinishedTaskIsNotThere() {
    String id = api.submit("A cat").id();

    assertThat(api.get("/results/" + id + "/1.png").status()).isEqualTo(404);
  }

  @Test
  void instantPaceCompletesAtOnce() {
    try (EvolinkEmulator instant = EvolinkEmulator.builder().pace(Duration.ZERO).start()) {
      Api quick = new Api(instant);
      Api.Answer submitted = quick.submit("A cat");
      assertThat(submitted.json().path("status").asString()).isEqualTo("pending");
      assertThat(submitted.json().path("task_info").path("estimated_time").asInt()).isZero();

      assertThat(quick.task(submitted.id()).json().path("status").asString())
          .isEqualTo("completed");
    }
  }

  static List<String> errorCodes() {
    List<String> codes = new ArrayList<>();
    Spec.get()
        .at("#/components/schemas/TaskErrorCode/enum")
        .forEach(code -> codes.add(code.asString()));
    codes.add("code_of_tomorrow");
    return codes;
  }

  @ParameterizedTest
  @MethodSource("errorCodes")
  void magicPromptFailsWithTheCodeItNames(String code) {
    String id = api.submit("A cat emulator:fail:" + code + ".").id();
    clock.advance(Duration.ofSeconds(10));

    Api.Answer answer = api.task(id);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode task = answer.json();
    assertThat(task.path("status").asString()).isEqualTo("failed");
    assertThat(task.path("progress").asInt()).isZero();
    assertThat(task.has("results")).isFalse();
    assertThat(task.path("error").path("code").asString()).isEqualTo(code);
    assertThat(task.path("error").path("message").asString()).isNotBlank();
    assertThat(task.path("error").path("type").asString()).isEqualTo("task_error");
  }

  @Test
  void everyErrorCodeThatIsKnownFromAnywhereIsThere() {
    assertThat(errorCodes())
        .contains(
            // The documented table.
            "content_policy_violation",
            "invalid_parameters",
            "image_processing_error",
            "image_dimension_mismatch",
            "request_cancelled",
            "generation_failed_no_content",
            "service_error",
            "generation_timeout",
            "resource_exhausted",
            "quota_exceeded",
            "service_unavailable",
            "resource_not_found",
            "unknown_error")
        .hasSize(13 + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "emulator:cancelled,      10, cancelled 0",
    "emulator:canceled,       10, canceled 0",
    "emulator:stuck,       86400, processing 99",
    "emulator:slow,           10, processing 10",
    "emulator:slow,          100, completed 100",
    "emulator:unknown-status,  4, processing 40",
    "emulator:unknown-status,  5, upstream_review 50",
    "emulator:unknown-status, 10, completed 100",
    "emulator:slow emulator:cancelled, 99, processing 99",
    "emulator:slow emulator:cancelled, 100, cancelled 0"
  })
  void magicPromptsDecideWhatBecomesOfATask(String prompt, int seconds, String state) {
    String id = api.submit("A cat, " + prompt + ", please").id();
    clock.advance(Duration.ofSeconds(seconds));

    assertThat(state(id)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"emulator:explode", "emulator:fail", "emulator:stuck:now"})
  void magicWordThatDoesNotExistIsRefused(String word) {
    Api.Answer answer = api.submit("A cat " + word);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .contains("does not know the magic word " + word, "emulator:fail:CODE");
  }

  @Test
  void wordsThatOnlyResembleMagicAreLeftAlone() {
    assertThat(api.submit("a retro emulator: pixel art, someemulator:stuck").status())
        .isEqualTo(200);
  }

  @Test
  void malformedIdIsRefused() {
    Api.Answer answer = api.task("job-17");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("code").asString()).isEqualTo("invalid_task_id");
    assertThat(answer.error().path("param").asString()).isEqualTo("task_id");
  }

  @Test
  void unknownTaskIsNotFound() {
    Api.Answer answer = api.task("task-unified-1756817821-4x3rx6ny");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().path("code").asString()).isEqualTo("task_not_found");
  }

  @Test
  void taskOfAnotherKeyIsForbidden() {
    String id = api.submit("A cat").id();
    Api.Answer answer = api.as("sk-other").task(id);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error().path("code").asString()).isEqualTo("permission_denied");
  }

  @Test
  void oldTasksAreForgottenBeyondTheLimit() {
    try (EvolinkEmulator small = EvolinkEmulator.builder().maxTasks(3).start()) {
      Api client = new Api(small);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(client.submit("Cat " + i).id());
      }

      assertThat(ids.stream().map(id -> client.task(id).status()).toList())
          .containsExactly(404, 404, 200, 200, 200);
      assertThat(small.submissions().stream().map(Submission::prompt).toList())
          .containsExactly("Cat 2", "Cat 3", "Cat 4");
    }
  }

  private String state(String id) {
    JsonNode task = api.task(id).json();
    return task.path("status").asString() + " " + task.path("progress").asInt();
  }
}
