package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static ai.evolink.it.MockService.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskSnapshot;
import ai.evolink.model.TaskErrorCode;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a wait ends, by what the task query says. */
class TaskOutcomesTest {
  private static final String DONE = ",\"results\":[\"https://files.evolink.ai/a.png\"]";

  @RegisterExtension final MockService service = new MockService();

  @ParameterizedTest
  @CsvSource({
    "content_policy_violation, false",
    "invalid_parameters, false",
    "image_processing_error, false",
    "image_dimension_mismatch, false",
    "generation_failed_no_content, false",
    "service_error, true",
    "generation_timeout, true",
    "resource_exhausted, true",
    "quota_exceeded, true",
    "service_unavailable, true",
    "resource_not_found, false",
    "unknown_error, true",
    "code_of_tomorrow, false"
  })
  void failedTaskTellsItsCode(String code, boolean retryable) {
    service.answer(SUBMITTED);
    service.answer(
        task(
            "failed",
            ",\"error\":{\"code\":\"%s\",\"message\":\"Because.\\nReally.\",\"type\":\"task_error\"}"
                .formatted(code)));

    TaskFailedException failed = catchThrowableOfType(TaskFailedException.class, this::generate);

    assertThat(failed.code().map(TaskErrorCode::value)).contains(code);
    assertThat(failed.isRetryable()).isEqualTo(retryable);
    assertThat(failed).hasMessageContaining(TASK_ID).hasMessageContaining("Because.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"status\":\"cancelled\"",
        "\"status\":\"canceled\"",
        "\"status\":\"failed\",\"error\":{\"code\":\"request_cancelled\",\"message\":\"Stopped\"}"
      })
  void cancelledTaskIsToldApartFromAFailedOne(String status) {
    service.answer(SUBMITTED);
    service.answer("{\"id\":\"%s\",%s}".formatted(TASK_ID, status));

    assertThatExceptionOfType(TaskCancelledException.class).isThrownBy(this::generate);
  }

  @Test
  void unknownStatusIsWaitedOut() {
    service.answer(SUBMITTED);
    service.answer(task("dreaming", ",\"progress\":\"a lot\",\"results\":{\"not\":\"a list\"}"));
    service.answer("{\"id\":\"" + TASK_ID + "\"}");
    service.answer(task("completed", DONE));

    assertThat(generate().artifacts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "<html>busy</html>", "[1]"})
  void unreadablePollIsWaitedOut(String body) {
    service.answer(SUBMITTED);
    service.answer(body);
    service.answer(task("completed", DONE));

    assertThat(generate().artifacts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 404, 429, 500, 502, 503, 524})
  void troubleThatPassesIsWaitedOut(int status) {
    service.answer(SUBMITTED);
    service.answer(status, "{\"error\":{\"code\":\"x\",\"message\":\"y\"}}");
    service.answer(task("completed", DONE));

    assertThat(generate().artifacts()).hasSize(1);
  }

  @Test
  void cutPollIsWaitedOut() {
    service.answer(SUBMITTED);
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());
    service.answer(task("completed", DONE));

    assertThat(generate().artifacts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void troubleThatStaysEndsTheWait(int status) {
    service.answer(SUBMITTED);
    service.answer(status, "{\"error\":{\"code\":\"x\",\"message\":\"y\"}}");

    ApiException refused = catchThrowableOfType(ApiException.class, this::generate);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.charge()).isEqualTo(Charge.NONE);
  }

  @Test
  void progressIsToldInOrder() throws Exception {
    service.answer(SUBMITTED);
    service.answer(task("processing", ",\"progress\":10"));
    service.answer(task("processing", ",\"progress\":10"));
    service.answer(task("processing", ",\"progress\":60"));
    service.answer(task("completed", ",\"progress\":100" + DONE));
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    service
        .evolink
        .images()
        .generate(
            ImageRequest.of("x"),
            AT_ONCE.toBuilder().onProgress(t -> seen.add(describe(t))).build())
        .result();

    for (String news : List.of("processing 10", "processing 60", "completed 100")) {
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(news);
    }
  }

  @Test
  void resumedTokenWaitsWithoutAnotherSubmit() throws Exception {
    service.answer(SUBMITTED);
    service.answer(task("completed", DONE));
    String token = service.evolink.images().submit(ImageRequest.of("x")).result().toToken();

    Generation made;
    try (var other = service.client().build()) {
      made = other.tasks().resume(token, AT_ONCE).result();
    }

    assertThat(made.artifacts()).hasSize(1);
    assertThat(service.taken().getMethod()).isEqualTo("POST");
    assertThat(service.taken().getMethod()).isEqualTo("GET");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void bareIdCanBeFollowed() {
    service.answer(task("completed", DONE));

    assertThat(service.evolink.tasks().follow(TASK_ID, AT_ONCE).result().only().uri())
        .hasToString("https://files.evolink.ai/a.png");
  }

  private Generation generate() {
    return service.evolink.images().generate(ImageRequest.of("x"), AT_ONCE).result();
  }

  private static String describe(TaskSnapshot task) {
    return task.status() + " " + task.progress().orElse(-1);
  }
}
