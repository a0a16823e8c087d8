package ai.evolink.it;

import static ai.evolink.it.MockService.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TransportException;
import java.time.Duration;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each documented refusal, in both forms of its envelope, and what is no envelope at all. */
class ErrorsTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | invalid_request     | Invalid request parameters                        | invalid_request_error | NONE    | false
          401 | unauthorized        | Invalid or expired token                          | authentication_error  | NONE    | false
          402 | insufficient_quota  | Insufficient quota. Please top up your account.   | insufficient_quota    | NONE    | false
          403 | model_access_denied | Token does not have access to model: x            | invalid_request_error | NONE    | false
          429 | rate_limit_exceeded | Too many requests, please try again later         | rate_limit_error      | NONE    | true
          500 | internal_error      | Internal server error                             | api_error             | UNKNOWN | true
          502 | upstream_error      | Upstream AI service unavailable                   | upstream_error        | UNKNOWN | true
          503 | service_unavailable | No available channel for the requested model      | api_error             | NONE    | true
          """)
  void refusedSubmitWithTextualCode(
      int status, String code, String message, String type, Charge charge, boolean retryable) {
    service.answer(status, envelope('"' + code + '"', message, type));

    ApiException refused = refusal(api -> api.evolink.images().submit(ImageRequest.of("x")));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.code()).contains(code);
    assertThat(refused.type()).contains(type);
    assertThat(refused.serverMessage()).contains(message);
    assertThat(refused.charge()).isEqualTo(charge);
    assertThat(refused.isRetryable()).isEqualTo(retryable);
    assertThat(refused.nextStep()).isPresent();
    assertThat(refused)
        .hasMessageContaining("POST /v1/images/generations: HTTP " + status + " " + code)
        .hasMessageNotContaining(KEY);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          402 | key_daily_quota_exhausted  | true  | Try again after midnight in the time zone of the key, or raise its daily limit in the Evolink dashboard.
          402 | token_daily_quota_exceeded | true  | Try again after midnight in the time zone of the key, or raise its daily limit in the Evolink dashboard.
          402 | key_quota_exhausted        | false | Top up the account, or raise the limit of the key, in the Evolink dashboard.
          403 | model_access_denied        | false | Check the model id, or allow the model for this key in the Evolink dashboard.
          403 | key_model_not_allowed      | false | Check the model id, or allow the model for this key in the Evolink dashboard.
          403 | key_disabled               | false | Use another API key, or renew this one in the Evolink dashboard.
          401 | key_expired                | false | Use another API key, or renew this one in the Evolink dashboard.
          403 | user_disabled              | false | The account is disabled: ask Evolink support.
          403 | ip_restricted              | false | Allow this address for the key in the Evolink dashboard, or use another key.
          403 | of_tomorrow                | false | Allow it for this key in the Evolink dashboard, or use another key or model.
          401 | mcp_key_expired            | false | The key belongs to a sign-in by browser, which has to be renewed there; or use an API key from the Evolink dashboard.
          503 | mcp_channel_disabled       | true  | The key belongs to a sign-in by browser, which has to be renewed there; or use an API key from the Evolink dashboard.
          404 | voice_expired              | false | Make the voice anew; voices expire.
          """)
  void codeSaysWhatToDo(int status, String code, boolean retryable, String nextStep) {
    service.answer(status, envelope('"' + code + '"', "No", "x"));

    ApiException refused = refusal(api -> api.evolink.images().submit(ImageRequest.of("x")));

    assertThat(refused.charge()).isEqualTo(Charge.NONE);
    assertThat(refused.isRetryable()).isEqualTo(retryable);
    assertThat(refused.nextStep()).contains(nextStep);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void limitOfASignInIsNamed() {
    service.answer(402, "{\"error\":{\"code\":\"key_quota_exhausted\",\"limit_scope\":\"mcp\"}}");

    assertThat(refusal(api -> api.evolink.images().submit(ImageRequest.of("x"))).nextStep())
        .contains(
            "Raise the limit of the key \"EvoLink MCP (OAuth)\" in the Evolink dashboard, or use"
                + " another key.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | {"error":{"code":"model_access_denied","message":"Token does not have access"}}  | true
          403 | {"error":{"code":"key_model_not_allowed"}}                                       | true
          403 | {"error":{"code":403,"message":"Access denied for this model","param":"model"}}  | true
          200 | {"error":{"code":"model_access_denied","message":"no"}}                          | true
          403 | {"error":{"code":"key_disabled","message":"no"}}                                 | false
          403 | {"error":{"code":403,"message":"Access denied","type":"permission_error"}}       | false
          400 | {"error":{"code":"invalid_request","message":"no","param":"model"}}              | false
          401 | {"error":{"code":"unauthorized","message":"no"}}                                 | false
          """)
  void refusalOfAModelIsNoneOfTheKey(int status, String body, boolean aboutModel) {
    service.answer(status, body);

    ApiException refused = refusal(api -> api.evolink.images().submit(ImageRequest.of("x")));

    assertThat(refused.isAboutModel()).isEqualTo(aboutModel);
    if (aboutModel) {
      assertThat(refused).hasMessageContaining("Check the model id, or allow the model");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"task-unified-1", "A.b_c:d-9", "7"})
  void idThatTheServiceCanBeAskedForIsATask(String id) {
    service.answer("{\"id\":\"" + id + "\"}");

    assertThat(service.evolink.images().submit(ImageRequest.of("x")).result().id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../credits", "a b", "a/b", "a\\nb", "\u00e4", "a?b", "%41"})
  void idThatCanBeNoneLeavesTheSubmitUncertain(String id) {
    service.answer("{\"id\":\"" + id + "\",\"status\":\"pending\"}");

    SubmissionUncertainException doubt = doubt();

    assertThat(doubt.charge()).isEqualTo(Charge.UNKNOWN);
    assertThat(doubt).hasMessageContaining("what it names as the task id is none: \"");
    assertThat(doubt.body().orElseThrow()).contains(id);
    assertThat(doubt).cause().hasMessageContaining("what it names as the task id is none: \"");
  }

  @Test
  void idOfMoreThan128CharactersLeavesTheSubmitUncertain() {
    service.answer("{\"id\":\"" + "a".repeat(129) + "\"}");

    assertThat(doubt().getMessage()).contains("a".repeat(50)).doesNotContain("a".repeat(70));
  }

  private SubmissionUncertainException doubt() {
    return catchThrowableOfType(
        SubmissionUncertainException.class,
        () -> service.evolink.images().submit(ImageRequest.of("x")).result());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 413, 429, 500, 502, 503})
  void refusedSubmitWithNumericCodeOfTheOlderDocumentation(int status) {
    service.answer(
        status,
        """
        {"error":{"code":%d,"message":"No","type":"some_error","param":"image_urls",
         "fallback_suggestion":"compress image to under 4MB"}}"""
            .formatted(status));

    ApiException refused = refusal(api -> api.evolink.images().submit(ImageRequest.of("x")));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.code()).contains(Integer.toString(status));
    assertThat(refused.param()).contains("image_urls");
    assertThat(refused.suggestion()).contains("compress image to under 4MB");
    assertThat(refused).hasMessageContaining("HTTP " + status + ": No (parameter image_urls)");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 429, 500, 502, 503})
  void refusedBalance(int status) {
    service.answer(status, envelope(Integer.toString(status), "Access denied", "permission_error"));

    ApiException refused = refusal(api -> api.evolink.credits().balance());

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.charge()).isEqualTo(Charge.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_task_id, task_id",
    "401, unauthorized,",
    "402, quota_exceeded,",
    "403, permission_denied,",
    "404, task_not_found,",
    "429, rate_limit_exceeded,",
    "500, internal_error,"
  })
  void refusedTaskQuery(int status, String code, String param) {
    service.answer(
        status,
        "{\"error\":{\"code\":\"%s\",\"message\":\"No\",\"param\":%s}}"
            .formatted(code, param == null ? null : '"' + param + '"'));

    ApiException refused = refusal(api -> api.evolink.tasks().get(MockService.TASK_ID));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.code()).contains(code);
    assertThat(refused.param().orElse(null)).isEqualTo(param);
    assertThat(refused.charge()).isEqualTo(Charge.NONE);
  }

  @Test
  void retryAfterAndRequestIdAreRead() {
    service.answer(
        new MockResponse.Builder()
            .code(429)
            .setHeader("Retry-After", "17")
            .setHeader("x-request-id", "req-42")
            .body(envelope("\"rate_limit_exceeded\"", "Too many requests", "rate_limit_error"))
            .build());

    ApiException refused = refusal(api -> api.evolink.images().submit(ImageRequest.of("x")));

    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(17));
    assertThat(refused.requestId()).contains("req-42");
    assertThat(refused)
        .hasMessageContaining("[request req-42]")
        .hasMessageEndingWith("Slow down and try again in 17 s.");
  }

  @Test
  void requestIdIsThatOfTheHeadersElseThatOfTheBody() {
    String body = "{\"error\":{\"code\":\"invalid_request\",\"request_id\":\"req-43\"}}";
    service.answer(400, body);
    service.answer(
        new MockResponse.Builder()
            .code(400)
            .setHeader("x-request-id", "req-42")
            .body(body)
            .build());
    service.answer(
        new MockResponse.Builder()
            .code(400)
            .setHeader("x-oneapi-request-id", "req-41")
            .body(body)
            .build());

    for (String id : new String[] {"req-43", "req-42", "req-41"}) {
      assertThat(refusal(api -> api.evolink.images().submit(ImageRequest.of("x"))).requestId())
          .contains(id);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502})
  void gatewayPageAfterASubmitIsUncertain(int status) {
    service.answer(status, "<html>\n<body>Bad Gateway</body></html>");

    SubmissionUncertainException uncertain =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(uncertain.charge()).isEqualTo(Charge.UNKNOWN);
    assertThat(uncertain.model()).contains("gemini-2.5-flash-image");
    assertThat(uncertain)
        .hasMessageContaining("HTTP " + status + " without a word from the service itself");
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void gatewayPageAfterAReadIsAnOrdinaryRefusal() {
    service.answer(502, "<html>\n<body>502 Bad Gateway</body></html>");

    ApiException refused = refusal(api -> api.evolink.credits().balance());

    assertThat(refused).hasMessageContaining("HTTP 502: <html> <body>502 Bad Gateway</body>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "\"x\"", "null", "{\"id\":\"\"}", "{\"status\":\"pending\"}"})
  void submitAnswerThatNamesNoTaskIsUncertain(String body) {
    service.answer(body);

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result())
        .withMessageContaining("but the answer (HTTP 200) was unreadable")
        .withMessageContaining("may have been created and charged");
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "<html>"})
  void unreadableAnswerToAReadCostsNothing(String body) {
    service.answer(body);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> service.evolink.credits().balance().result())
        .withMessageStartingWith("Could not read the answer to GET /v1/credits at localhost: ")
        .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
  }

  @Test
  void enormousRefusalIsCut() {
    service.answer(new MockResponse.Builder().code(500).body("x".repeat(5_000_000)).build());

    ApiException refused = refusal(api -> api.evolink.credits().balance());

    assertThat(refused.body().orElseThrow()).hasSizeLessThanOrEqualTo(64 << 10);
    assertThat(refused.getMessage()).hasSizeLessThan(1_000);
  }

  private ApiException refusal(Function<MockService, EvolinkFuture<?>> call) {
    return catchThrowableOfType(ApiException.class, () -> call.apply(service).result());
  }

  private static String envelope(String code, String message, String type) {
    return "{\"error\":{\"code\":%s,\"message\":\"%s\",\"type\":\"%s\"}}"
        .formatted(code, message, type);
  }
}
