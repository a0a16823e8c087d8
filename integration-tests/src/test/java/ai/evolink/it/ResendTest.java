package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes something is sent again if the service did not take it, and only then. */
class ResendTest extends Resending {
  private static final String REFUSED_503 =
      """
      {"error":{"code":"service_unavailable","type":"api_error",
       "message":"No available channel for the requested model"}}""";

  @Test
  void submitReachesTheSecondAddressOfAHostWhoseFirstRefuses() throws Exception {
    service.answer(SUBMITTED);
    InetAddress dead = InetAddress.getByAddress("evolink.test", new byte[] {127, 0, 0, 9});
    InetAddress alive = InetAddress.getByAddress("evolink.test", new byte[] {127, 0, 0, 1});
    try (EvolinkClient evolink =
        at("evolink.test", host -> List.of(dead, alive)).maxRetries(0).build()) {
      assertThat(submit(evolink).get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void submitIsSentOnceTheHostIsFound() throws Exception {
    service.answer(SUBMITTED);
    AtomicInteger asked = new AtomicInteger();
    try (EvolinkClient evolink =
        at("evolink.test", host -> found(host, asked.incrementAndGet() > 2)).build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      still.ring();
      still.ring();

      assertThat(submit.get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    }
    assertThat(asked).hasValue(3);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThat(bought).hasSize(1);
  }

  @Test
  void submitThatHttp2RefusedIsSentAgainWithItsBody() throws Exception {
    service.server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    service.answer(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseStream(7)).build());
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = http2()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      still.ring();

      assertThat(submit.get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    }
    service.taken();
    assertThat(service.taken().getBody().utf8()).contains("\"prompt\":\"x\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 11}) // all other ways to end a stream
  void submitWhoseStreamEndedOtherwiseIsUncertain(int http2Error) {
    service.server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    service.answer(
        new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseStream(http2Error))
            .build());
    try (EvolinkClient evolink = http2()) {
      assertThatThrownBy(() -> submit(evolink).get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SubmissionUncertainException.class);
    }
    assertThat(still.nextAlarm()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 |
          429 | <html>slow down</html>
          429 | {"error":{"code":"rate_limit_exceeded","message":"Too many requests"}}
          503 | {"error":{"code":"service_unavailable","message":"No available channel"}}
          503 | {"error":{"code":503,"message":"Service temporarily unavailable"}}
          503 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          """)
  void submitThatWasNotTakenIsSentAgain(int status, String body) throws Exception {
    service.answer(status, body == null ? "" : body);
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      still.alarmWithin(Duration.ofMillis(500));
      still.ring();

      assertThat(submit.get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    }
    String first = service.taken().getBody().utf8();
    assertThat(service.taken().getBody().utf8()).isEqualTo(first).contains("\"prompt\":\"x\"");
    assertThat(bought).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 |                                                           | UNKNOWN
          503 | <html>503</html>                                          | UNKNOWN
          503 | {"error":"busy"}                                          | UNKNOWN
          503 | {"message":"busy"}                                        | UNKNOWN
          503 | {"error":{}}                                              | UNKNOWN
          503 | {"error":{"code":"paid_outcome_unknown","message":"?"}}   | UNKNOWN
          503 | {"error":{"code":"idempotency_conflict","message":"?"}}   | UNKNOWN
          503 | {"error":{"code":"upstream_error","message":"?"}}         | UNKNOWN
          503 | {"error":{"code":"mcp_channel_disabled","message":"?"}}   | NONE
          429 | {"error":{"code":"paid_outcome_unknown","message":"?"}}   | UNKNOWN
          429 | {"error":{"code":"idempotency_conflict","message":"?"}}   | UNKNOWN
          429 | {"error":{"code":"internal_error","message":"?"}}         | UNKNOWN
          429 | {"error":{"code":"key_daily_quota_exhausted"}}            | NONE
          400 | {"error":{"code":"internal_error","message":"?"}}         | UNKNOWN
          400 | {"error":{"code":500,"message":"?"}}                      | UNKNOWN
          400 | {"error":{"code":"paid_outcome_unknown","message":"?"}}   | UNKNOWN
          422 | {"error":{"code":"idempotency_conflict","message":"?"}}   | UNKNOWN
          422 | {"error":{"code":"of_tomorrow","message":"?"}}            | NONE
          500 | {"error":{"code":"insufficient_user_quota"}}              | NONE
          409 | {"error":{"code":"session_expired","message":"?"}}        | NONE
          500 | {"error":{"code":"internal_error","message":"sorry"}}     | UNKNOWN
          502 | {"error":{"code":"upstream_error","message":"sorry"}}     | UNKNOWN
          504 | {"error":{"code":504,"message":"sorry"}}                  | UNKNOWN
          408 | {"error":{"code":408,"message":"sorry"}}                  | UNKNOWN
          409 | {"error":{"code":"idempotency_conflict","message":"?"}}   | UNKNOWN
          400 | {"error":{"code":"invalid_request","message":"no"}}       | NONE
          402 | {"error":{"code":"insufficient_quota","message":"no"}}    | NONE
          404 |                                                           | NONE
          307 |                                                           | NONE
          302 |                                                           | UNKNOWN
          """)
  void submitThatMayHaveBeenTakenOrIsWrongIsNotSentAgain(int status, String body, Charge charge) {
    service.answer(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Retry-After", "0")
            .setHeader("Location", "/v1/images/generations")
            .body(body == null ? "" : body)
            .build());
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().sendIdempotencyKeys().maxRetries(9).build()) {
      EvolinkException failure =
          catchThrowableOfType(EvolinkException.class, () -> submit(evolink).result());

      assertThat(failure.charge()).isEqualTo(charge);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThat(still.nextAlarm()).isEmpty();
  }

  @Test
  void lastRefusalIsToldWithTheirNumber() throws Exception {
    for (int i = 0; i < 3; i++) {
      service.answer(503, REFUSED_503);
    }
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      still.ring();
      still.ring();

      ApiException refused = catchThrowableOfType(ApiException.class, submit::result);
      assertThat(refused.charge()).isEqualTo(Charge.NONE);
      assertThat(refused)
          .hasMessage(
              "Evolink refused POST /v1/images/generations 3 times: HTTP 503 service_unavailable:"
                  + " No available channel for the requested model. Try again later; if it lasts,"
                  + " ask support with the request id.");
    }
    assertThat(bought).isEmpty();
  }

  @Test
  void resentSubmitWithoutAnAnswerIsUncertain() throws Exception {
    service.answer(429, "");
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      still.ring();

      assertThatThrownBy(() -> submit.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SubmissionUncertainException.class);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void answerThatBreaksOffIsUncertainAndNamesItsStatusAndNumber() {
    service.answer(
        new MockResponse.Builder()
            .setHeader("x-request-id", "req-7")
            .body(SUBMITTED)
            .onResponseBody(CUT)
            .build());
    try (EvolinkClient evolink = client().build()) {
      SubmissionUncertainException uncertain =
          catchThrowableOfType(SubmissionUncertainException.class, () -> submit(evolink).result());

      assertThat(uncertain).hasMessageContaining("but the answer (HTTP 200) broke off");
      assertThat(uncertain.requestId()).contains("req-7");
    }
  }

  @Test
  void interceptorThatCopiesTheBodyCannotSendItTwice() {
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    service.answer(SUBMITTED);
    OkHttpClient stubborn =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Buffer copy = new Buffer();
                  RequestBody body = chain.request().body();
                  body.writeTo(copy);
                  okhttp3.Request again =
                      chain
                          .request()
                          .newBuilder()
                          .post(RequestBody.create(copy.readByteString(), body.contentType()))
                          .build();
                  try {
                    return chain.withRetryOnConnectionFailure(true).proceed(again);
                  } catch (IOException e) {
                    return chain.proceed(again);
                  }
                })
            .build();
    try (EvolinkClient evolink = client().httpClient(stubborn).build()) {
      assertThatThrownBy(() -> submit(evolink).get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SubmissionUncertainException.class);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }
}
