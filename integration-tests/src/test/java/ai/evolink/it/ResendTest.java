package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TransportException;
import ai.evolink.api.FilesApi;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes something is sent again if the service did not take it, and only then. */
class ResendTest {
  private static final String REFUSED_503 =
      """
      {"error":{"code":"service_unavailable","type":"api_error",
       "message":"No available channel for the requested model"}}""";
  private static final String UPLOADED =
      """
      {"success":true,"code":200,"msg":"ok","data":{"file_id":"file_1",
       "file_url":"https://files.evolink.ai/a.png"}}""";
  private static final SocketEffect CUT = new SocketEffect.CloseSocket(true, true, true);

  @RegisterExtension final MockService service = new MockService();
  private final StillClock still = new StillClock();
  private final List<TaskHandle> bought = new CopyOnWriteArrayList<>();

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

  private static List<InetAddress> found(String host, boolean found) throws UnknownHostException {
    if (!found) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
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
      assertThat(still.untilNextAlarm()).isLessThanOrEqualTo(Duration.ofMillis(500));
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
          catchThrowableOfType(EvolinkException.class, () -> submit(evolink).await());

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

      ApiException refused = catchThrowableOfType(ApiException.class, submit::await);
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
          catchThrowableOfType(SubmissionUncertainException.class, () -> submit(evolink).await());

      assertThat(uncertain).hasMessageContaining("but the answer (HTTP 200) broke off");
      assertThat(uncertain.requestId()).contains("req-7");
    }
  }

  // ---- giving up in between

  @Test
  void cancelBetweenTwoAttemptsBuysNothing() {
    service.answer(429, "");
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"));
      still.untilNextAlarm();

      wait.cancel(true);

      StillClock.until(() -> still.nextAlarm().isEmpty(), "the alarm to be taken back");
      still.clock.advance(Duration.ofMinutes(5));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThat(bought).isEmpty();
  }

  @Test
  void closeBetweenTwoAttemptsBuysNothing() {
    service.answer(429, "");
    EvolinkFuture<TaskHandle> submit;
    try (EvolinkClient evolink = client().build()) {
      submit = submit(evolink);
      still.untilNextAlarm();
    }

    assertThatThrownBy(() -> submit.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ClientClosedException.class);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cancelAndCloseDuringTheSecondAttemptStillReportWhatItBought() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger submits = new AtomicInteger();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (submits.incrementAndGet() == 1) {
              return new MockResponse.Builder().code(429).build();
            }
            second.countDown();
            release.await();
            return new MockResponse.Builder().body(SUBMITTED).build();
          }
        });
    CompletableFuture<TaskHandle> told = new CompletableFuture<>();
    try (EvolinkClient evolink = client().onSubmitted(told::complete).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"));
      still.ring();
      second.await();

      wait.cancel(true);
    }
    release.countDown();

    assertThat(told.get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    assertThat(submits).hasValue(2);
  }

  @Test
  void cancelBeforeTheConnectionIsOpenBuysNothing() throws Exception {
    service.answer(SUBMITTED);
    CountDownLatch resolving = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (EvolinkClient evolink =
        at(
                "evolink.test",
                host -> {
                  resolving.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    throw new UnknownHostException("interrupted");
                  }
                  return found(host, true);
                })
            .build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      resolving.await();

      submit.cancel(true);
      release.countDown();
    }
    assertThat(service.server.getRequestCount()).isZero();
    assertThat(bought).isEmpty();
  }

  // ---- what others may try

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

  // ---- idempotency keys

  @Test
  void idempotencyKeyIsTheSameWhenSentAgainAndNewForEachSubmit() throws Exception {
    service.answer(429, "");
    service.answer(SUBMITTED);
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().sendIdempotencyKeys().build()) {
      EvolinkFuture<TaskHandle> first = submit(evolink);
      still.ring();
      first.get(20, TimeUnit.SECONDS);
      SubmissionUncertainException uncertain =
          catchThrowableOfType(SubmissionUncertainException.class, () -> submit(evolink).await());

      String key = key(service.taken());
      assertThat(key).matches("[A-Za-z0-9._-]{16,96}");
      assertThat(key(service.taken())).isEqualTo(key);
      assertThat(key(service.taken()))
          .isNotEqualTo(key)
          .isEqualTo(uncertain.idempotencyKey().orElseThrow());
    }
  }

  @Test
  void noIdempotencyKeyIsSentUnlessAskedFor() throws Exception {
    service.answer(SUBMITTED);

    submit(service.evolink).await();

    assertThat(service.taken().getHeaders().get("Idempotency-Key")).isNull();
  }

  private static String key(RecordedRequest request) {
    String key = request.getHeaders().get("Idempotency-Key");
    if (key == null) {
      throw new AssertionError("no Idempotency-Key");
    }
    return key;
  }

  // ---- uploads and deletions: free, but not to be doubled

  @Test
  void uploadThatBrokeOffIsSentAgainFromItsStart() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse peek() {
            return mended.get()
                ? new MockResponse.Builder().build()
                : new MockResponse.Builder().onRequestBody(CUT).build();
          }

          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body(UPLOADED).build();
          }
        });
    MediaSource large = MediaSource.bytes(new byte[32 << 20], "image/png");
    try (EvolinkClient evolink = client().build()) {
      var upload = evolink.files().upload(large);
      still.untilNextAlarm();
      mended.set(true);
      still.ring();

      assertThat(upload.get(20, TimeUnit.SECONDS).fileUrl()).isNotNull();
    }
    assertThat(service.taken().getBodySize()).isLessThan(32 << 20); // the one that broke off
    assertThat(service.taken().getBodySize()).isGreaterThan(32 << 20);
  }

  @Test
  void uploadThatMayHaveArrivedIsNotSentAgain() {
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().build()) {
      assertThatThrownBy(
              () ->
                  evolink
                      .files()
                      .upload(MediaSource.bytes(new byte[9], "image/png"))
                      .get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(TransportException.class)
          .satisfies(e -> assertThat(((EvolinkException) e).charge()).isEqualTo(Charge.NONE));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void deletionThatMayHaveBeenMadeIsNotSentAgain() {
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().build()) {
      assertThatThrownBy(() -> evolink.retrofit(FilesApi.class).deleteFile("file_1").execute())
          .isInstanceOf(IOException.class);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  // ---- setting up

  private EvolinkClient.Builder client() {
    return service.client().clock(still.clock).onSubmitted(bought::add);
  }

  private EvolinkClient http2() {
    return client()
        .httpClient(
            new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build())
        .build();
  }

  private EvolinkClient.Builder at(String host, okhttp3.Dns dns) {
    return client()
        .baseUrl(URI.create("http://" + host + ":" + service.server.getPort()))
        .allowPlainHttp()
        .httpClient(new OkHttpClient.Builder().dns(dns).build());
  }

  private static EvolinkFuture<TaskHandle> submit(EvolinkClient evolink) {
    return evolink.images().submit(ImageRequest.of("x"));
  }
}
