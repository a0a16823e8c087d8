package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskHandle;
import ai.evolink.model.MediaSource;
import ai.evolink.model.TaskErrorCode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says survives, wherever and in whatever form it says it. */
class RefusalInside200Test {
  @RegisterExtension final MockService service = MockService.askedOnce();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":"insufficient_quota","message":"No credit"}}  | insufficient_quota | No credit | NONE    | false
          {"error":{"code":429,"message":"Slow down"}}                   | 429                | Slow down | NONE    | true
          {"error":{"code":500,"message":"Oops"}}                        | 500                | Oops      | UNKNOWN | true
          {"error":{"code":"new_code","message":"Hm"}}                   | new_code           | Hm        | UNKNOWN | false
          {"error":"content policy"}                                     |                    | content policy | UNKNOWN | false
          {"success":false,"code":400,"msg":"bad size"}                  | 400                | bad size  | NONE    | false
          {"code":401,"message":"Invalid token"}                         | 401                | Invalid token | NONE | false
          """)
  void submitTellsIt(String body, String code, String message, Charge charge, boolean retryable) {
    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .setHeader("x-request-id", "req-9")
            .body(body)
            .build());

    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.code().orElse(null)).isEqualTo(code);
    assertThat(refused.serverMessage()).contains(message);
    assertThat(refused.charge()).isEqualTo(charge);
    assertThat(refused.isRetryable()).isEqualTo(retryable);
    assertThat(refused.requestId()).contains("req-9");
    assertThat(refused.summary())
        .startsWith("Evolink refused POST /v1/images/generations: HTTP 200")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":"permission_denied","message":"Not yours"}} | Not yours
          {"error":{"code":401,"message":"Invalid token"}}             | Invalid token
          {"error":"content policy"}                                   | content policy
          {"success":false,"msg":"no such thing"}                      | no such thing
          """)
  void waitEndsWithIt(String body, String message) {
    service.answer(body);

    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> service.evolink.tasks().follow(TASK_ID, AT_ONCE).result());

    assertThat(refused.serverMessage()).contains(message);
    assertThat(refused.charge()).isEqualTo(Charge.NONE);
    assertThat(refused).hasMessageContaining("GET /v1/tasks/" + TASK_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":429,\"message\":\"Slow down\"}}",
        "{\"error\":{\"code\":\"internal_error\",\"message\":\"Oops\",\"type\":\"api_error\"}}",
        "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy\"}}",
        "{\"error\":{\"code\":\"quota_exceeded\",\"message\":\"Top up\"}}"
      })
  void waitOutlastsWhatMayPass(String body) {
    service.answer(body);
    service.answer(MockService.task("completed", ",\"results\":[\"https://e.example/a.png\"]"));

    assertThat(service.evolink.tasks().follow(TASK_ID, AT_ONCE).result().artifacts()).hasSize(1);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          "error":"content policy"                                        | -                        | content policy
          "error":{"code":1027,"message":"blocked"}                       | 1027                     | blocked
          "error":{"code":"content_policy_violation"},"message":"beside"  | content_policy_violation | beside
          "error":"invalid_prompt","error_description":"Too long"         | invalid_prompt           | Too long
          "message":"nothing else"                                        | -                        | nothing else
          "error":{"code":"service_error","message":["a"]}                | service_error            | -
          """)
  void failedTaskTellsItInEveryForm(String error, String code, String message) {
    service.answer(MockService.task("failed", "," + error));

    TaskFailedException failed =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> service.evolink.tasks().follow(TASK_ID, AT_ONCE).result());

    assertThat(failed.code().map(TaskErrorCode::value).orElse(null)).isEqualTo(code);
    assertThat(failed.serverMessage().orElse(null)).isEqualTo(message);
    assertThat(failed)
        .hasMessageContaining(code == null ? "no error code" : code)
        .hasMessageContaining(message == null ? "" : message);
  }

  @Test
  void byteOrderMarkHidesNothing() {
    service.answer(400, "\uFEFF{\"error\":{\"code\":\"invalid_request\",\"message\":\"No\"}}");

    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(refused.code()).contains("invalid_request");
    assertThat(refused.serverMessage()).contains("No");
  }

  @Test
  void shortErrorWithADescriptionIsACode() {
    service.answer(401, "{\"error\":\"invalid_token\",\"error_description\":\"It has expired\"}");

    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> service.evolink.credits().balance().result());

    assertThat(refused.code()).contains("invalid_token");
    assertThat(refused.serverMessage()).contains("It has expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"task_id":"task-unified-7"}          | task-unified-7
          {"id":4711}                           | 4711
          {"id":null,"task_id":4712}            | 4712
          {"id":"","task_id":"task-unified-8"}  | task-unified-8
          """)
  void idOfAnAcceptedSubmitIsFoundUnderEveryName(String body, String id) {
    service.answer(body);

    TaskHandle task = service.evolink.images().submit(ImageRequest.of("x")).result();

    assertThat(task.id()).isEqualTo(id);
    assertThat(service.evolink.credits().spending().tasks()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\":\"pending\"}", "{\"ticket\":17}", "<html>accepted</html>"})
  void uncertainSubmitHandsOverWhatCame(String body) {
    service.answer(body);

    assertThat(uncertain().body()).contains(body);
  }

  @Test
  void uncertainSubmitHandsOverThePageOfAProxyAndABodyThatBrokeOff() {
    service.answer(502, "<html>bad gateway</html>");
    assertThat(uncertain().body()).contains("<html>bad gateway</html>");

    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body("{\"id\":\"task-unified-9\",\"sta")
            .setHeader("Content-Length", 1_000)
            .onResponseEnd(new SocketEffect.CloseSocket(true, true, true))
            .build());
    assertThat(uncertain().body()).contains("{\"id\":\"task-unified-9\",\"sta");
  }

  @Test
  void uncertainSubmitWithoutAnAnswerHasNoBody() {
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());

    assertThat(uncertain().body()).isEmpty();
  }

  @Test
  void chargeIsReadWhereverItStands() {
    service.answer(MockService.SUBMITTED);
    service.answer(
        MockService.task(
            "completed",
            ",\"results\":[\"https://e.example/a.png\"],\"usage\":{\"cost\":{\"credits\":1.5}}"));

    assertThat(
            service.evolink.images().generate(ImageRequest.of("x"), AT_ONCE).result().creditsUsed())
        .contains(new BigDecimal("1.5"));
    assertThat(service.evolink.credits().spending().used()).isEqualByComparingTo("1.5");
  }

  @Test
  void chargesOfTasksThatLeaveTheirIdOutAddUp() {
    for (String id : new String[] {"task-unified-1", "task-unified-2"}) {
      service.answer(MockService.SUBMITTED.replace(TASK_ID, id));
      service.evolink.images().submit(ImageRequest.of("x")).result();
    }
    for (String id : new String[] {"task-unified-1", "task-unified-2", "task-unified-2"}) {
      service.answer("{\"status\":\"completed\",\"usage\":{\"credits_used\":2}}");
      service.evolink.tasks().get(id).result();
    }

    assertThat(service.evolink.credits().spending().used()).isEqualByComparingTo("4");
  }

  @Test
  void uploadThatIsRefusedInsideA200SaysWhyAndShowsNoSignature() {
    service.answer("{\"error\":{\"code\":\"upload_token_unavailable\",\"message\":\"Full\"}}");

    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () ->
                service
                    .evolink
                    .files()
                    .upload(MediaSource.url(URI.create("https://u:p@a.example/b.png?sig=secret#f")))
                    .result());

    assertThat(refused.code()).contains("upload_token_unavailable");
    assertThat(refused)
        .hasMessage(
            "Evolink refused the upload of https://a.example/b.png?…: HTTP 200"
                + " upload_token_unavailable: Full. Nothing was charged; see the code.");
  }

  @Test
  void closedClientSaysThatNothingWasSent() {
    service.evolink.close();

    for (EvolinkFuture<?> call :
        List.of(
            service.evolink.images().submit(ImageRequest.of("x")),
            service.evolink.images().generate(ImageRequest.of("x")))) {
      ClientClosedException closed =
          catchThrowableOfType(ClientClosedException.class, call::result);

      assertThat(closed.charge()).isEqualTo(Charge.NONE);
      assertThat(closed).hasMessage("The EvolinkClient is closed. Make a new one.");
    }
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void whatIsSaidInSeveralLinesIsOneLineOfTheSummary() {
    service.answer(
        MockService.task("failed", ",\"error\":{\"code\":\"a\\nb\",\"message\":\"c\\r\\nd\"}")
            .replace(TASK_ID, "task\\nERROR forged"));

    TaskFailedException failed =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> service.evolink.tasks().follow("task\nERROR forged", AT_ONCE).result());

    assertThat(failed.summary()).isEqualTo("Task task ERROR forged failed: a b: c d.");
  }

  @Test
  void unknownStatusForgesNoLineOfTheLog() {
    try (LogCapture log = new LogCapture(Level.WARNING)) {
      service.answer("{\"id\":\"a\\nb\",\"status\":\"new\\nstatus\"}");
      service.answer(
          "{\"id\":\"a\\nb\",\"status\":\"completed\",\"results\":[\"https://e.example/a\"]}");
      service.evolink.tasks().follow("a\nb", AT_ONCE).result();

      assertThat(log.lines())
          .containsExactly(
              "Task a b has a status that this SDK does not know, \"new status\"; the wait goes"
                  + " on.");
    }
  }

  private SubmissionUncertainException uncertain() {
    return catchThrowableOfType(
        SubmissionUncertainException.class,
        () -> service.evolink.images().submit(ImageRequest.of("x")).result());
  }
}
