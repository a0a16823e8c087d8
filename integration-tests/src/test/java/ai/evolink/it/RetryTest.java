package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Balance;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFuture;
import ai.evolink.TransportException;
import ai.evolink.api.CreditsApi;
import ai.evolink.model.CreditsResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.http.GET;
import retrofit2.http.Streaming;

/** Reads are repeated when that may help, within limits, and nobody's thread waits for it. */
class RetryTest {
  private static final String BALANCE =
      """
      {"data":{"token":{"remaining_credits":1,"unlimited_credits":true,"used_credits":0},
       "user":{"remaining_credits":7,"used_credits":0}},"message":"","success":true}""";

  @RegisterExtension final MockService service = new MockService();
  private final StillClock still = new StillClock();

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 524})
  void readIsRepeatedAfterATroubleThatMayPass(int status) throws Exception {
    service.answer(status, "{}");
    service.answer(BALANCE);

    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.alarmWithin(Duration.ofMillis(500));
      assertThat(service.server.getRequestCount()).isEqualTo(1);
      still.ring();

      assertThat(balance.get(20, TimeUnit.SECONDS).account()).isEqualByComparingTo("7");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 402, 403, 404, 405, 409, 413, 422, 501})
  void readIsNotRepeatedAfterARefusalThatStays(int status) {
    service.answer(status, "{}");

    try (EvolinkClient evolink = client().build()) {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> evolink.credits().balance().result());
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThat(still.nextAlarm()).isEmpty();
  }

  @Test
  void readIsRepeatedAfterAnAnswerThatBrokeOff() throws Exception {
    SocketEffect cut = new SocketEffect.CloseSocket(true, true, true);
    service.answer(new MockResponse.Builder().onResponseStart(cut).build());
    service.answer(new MockResponse.Builder().body(BALANCE).onResponseBody(cut).build());
    service.answer(BALANCE);

    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.ring();
      still.alarmWithin(Duration.ofSeconds(1));
      still.ring();

      assertThat(balance.get(20, TimeUnit.SECONDS).account()).isEqualByComparingTo("7");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void thirdFailureIsTheLastAndToldWithTheirNumber() throws Exception {
    for (int i = 0; i < 4; i++) {
      service.answer(502, "<html>");
    }
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.ring();
      still.ring();

      assertThatThrownBy(() -> balance.get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("Evolink refused GET /v1/credits 3 times: HTTP 502: <html>.");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    service.answer(throttled("7"));
    service.answer(BALANCE);

    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      assertThat(still.alarmWithin(Duration.ofMillis(7_500)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
      still.ring();

      assertThat(balance.get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "3600", "Thu, 01 Jan 2026 00:10:00 GMT"})
  void waitBeyondTheTimeLimitIsNotBegun(String retryAfter) {
    service.answer(throttled(retryAfter));

    try (EvolinkClient evolink = client().build()) { // 30 s, on a clock that starts with 2026
      ApiException refused =
          catchThrowableOfType(ApiException.class, () -> evolink.credits().balance().result());

      assertThat(refused.retryAfter()).isPresent();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3601", "99999999999999999999", "Fri, 02 Jan 2026 00:00:00 GMT"})
  void retryAfterThatCannotBeMeantForACallIsNotBelieved(String retryAfter) throws Exception {
    service.answer(throttled(retryAfter));
    service.answer(BALANCE);

    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.alarmWithin(Duration.ofMillis(500));
      still.ring();

      assertThat(balance.get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999999999", "soon", ""})
  void okHttpDoesNothingOfItsOwnAboutRetryAfter(String retryAfter) {
    service.answer(
        new MockResponse.Builder().code(503).setHeader("Retry-After", retryAfter).build());
    service.answer(BALANCE);

    try (EvolinkClient evolink = client().maxRetries(0).build()) {
      ApiException refused =
          catchThrowableOfType(ApiException.class, () -> evolink.credits().balance().result());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.retryAfter().isPresent()).isEqualTo(!"soon".contains(retryAfter));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void timeLimitIsForAllAttemptsTogether() throws Exception {
    for (int i = 0; i < 9; i++) {
      service.answer(throttled("1"));
    }
    try (EvolinkClient evolink =
        client().maxRetries(9).requestTimeout(Duration.ofSeconds(2)).build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.ring();

      assertThatThrownBy(() -> balance.get(20, TimeUnit.SECONDS))
          .cause()
          .hasMessageContaining("2 times");
    }
  }

  @Test
  void cancelEndsTheWaitBetweenTwoAttempts() {
    service.answer(503, "{}");
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.untilNextAlarm();

      balance.cancel(true);

      still.clock.advance(Duration.ofMinutes(1));
      assertThat(balance).isCancelled();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  /** However long it would be: what is left of the client's timers runs by the clock of the JDK. */
  @Test
  void closeEndsTheWaitBetweenTwoAttempts() {
    service.answer(throttled("1800"));
    EvolinkFuture<Balance> balance;
    try (EvolinkClient evolink = client().requestTimeout(Duration.ofHours(1)).build()) {
      balance = evolink.credits().balance();
      still.alarmWithin(Duration.ofMinutes(31));
    }

    assertThatThrownBy(() -> balance.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ClientClosedException.class);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void closedClientSendsNothing() {
    EvolinkClient evolink = client().build();
    evolink.close();

    assertThatExceptionOfType(ClientClosedException.class)
        .isThrownBy(() -> evolink.credits().balance().result());
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void refusedConnectionIsTriedAgainAndToldWithTheNumber() throws Exception {
    service.server.close();
    try (EvolinkClient evolink = client().maxRetries(1).build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.ring();

      assertThatThrownBy(() -> balance.get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("Could not complete GET /v1/credits at localhost 2 times: the");
    }
  }

  @Test
  void outageIsNotMadeMuchWorse() {
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(503).build();
          }
        });
    try (EvolinkClient evolink = client().build()) {
      List<EvolinkFuture<Balance>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(evolink.credits().balance());
      }
      StillClock.until(
          () -> {
            still.clock.advance(Duration.ofMillis(20));
            return all.stream().allMatch(EvolinkFuture::isDone);
          },
          "all calls to fail");
      // 50 at once, and one a second of the few that have passed on this clock
      long seconds = Duration.between(START, still.clock.instant()).toSeconds();
      assertThat(service.server.getRequestCount())
          .isGreaterThan(200)
          .isLessThanOrEqualTo((int) (200 + 50 + seconds + 1));
    }
  }

  private static final java.time.Instant START = java.time.Instant.parse("2026-01-01T00:00:00Z");

  interface MyApi {
    @GET("v1/credits")
    Call<CreditsResponse> call();

    @GET("v1/credits")
    CompletableFuture<CreditsResponse> future();

    @Streaming
    @GET("v1/stream")
    Call<ResponseBody> stream();
  }

  @Test
  void callsThroughTheRawDoorAreRepeatedToo() throws Exception {
    for (int i = 0; i < 3; i++) {
      service.answer(503, "{}");
      service.answer(BALANCE);
    }
    MyApi api = service.evolink.retrofit(MyApi.class);

    assertThat(api.call().execute().body()).isNotNull();
    assertThat(api.future().get(20, TimeUnit.SECONDS)).isNotNull();
    CompletableFuture<Response<CreditsResponse>> enqueued = new CompletableFuture<>();
    api.call()
        .enqueue(
            new Callback<>() {
              @Override
              public void onResponse(Call<CreditsResponse> call, Response<CreditsResponse> answer) {
                enqueued.complete(answer);
              }

              @Override
              public void onFailure(Call<CreditsResponse> call, Throwable failure) {
                enqueued.completeExceptionally(failure);
              }
            });
    assertThat(enqueued.get(20, TimeUnit.SECONDS).code()).isEqualTo(200);
    assertThat(service.server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void interruptEndsABlockingCallBetweenTwoAttempts() throws Exception {
    service.answer(503, "{}");
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    try (EvolinkClient evolink = client().build()) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  evolink.retrofit(CreditsApi.class).getCredits().execute();
                } catch (Throwable t) {
                  interrupted.set(Thread.currentThread().isInterrupted());
                  seen.complete(t);
                }
              });
      caller.start();
      still.untilNextAlarm();
      caller.interrupt();

      assertThat(seen.get(20, TimeUnit.SECONDS)).isInstanceOf(java.io.InterruptedIOException.class);
      assertThat(interrupted).isTrue();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void streamIsHandedOverBeforeItsEnd() throws Exception {
    service.answer(
        new MockResponse.Builder()
            .body("data: 1\n\n" + "x".repeat(1_000))
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());

    Response<ResponseBody> answer = service.evolink.retrofit(MyApi.class).stream().execute();

    try (ResponseBody body = answer.body()) {
      assertThat(body).isNotNull();
      assertThat(body.source().readUtf8Line()).isEqualTo("data: 1");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void clientOfTheCallersKeepsTheRules() throws Exception {
    service.answer(503, "{}");
    service.answer(BALANCE);
    OkHttpClient theirs = new OkHttpClient.Builder().retryOnConnectionFailure(true).build();

    try (EvolinkClient evolink = client().httpClient(theirs).build()) {
      EvolinkFuture<Balance> balance = evolink.credits().balance();
      still.ring();

      assertThat(balance.get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /** Of 30 seconds, so that there is time for two more. */
  @ParameterizedTest
  @CsvSource({"60000, 10000", "10001, 10000", "9999, 9999", "0, 10000"})
  void attemptOfAReadMayBeSilentForAThirdOfItsTimeAtMost(int given, int silent) {
    service.answer(BALANCE);
    service.answer(MockService.SUBMITTED);
    List<Integer> seen = new ArrayList<>();
    OkHttpClient theirs =
        new OkHttpClient.Builder()
            .readTimeout(Duration.ofMillis(given))
            .addInterceptor(
                chain -> {
                  seen.add(chain.readTimeoutMillis());
                  return chain.proceed(chain.request());
                })
            .build();
    try (EvolinkClient evolink = client().httpClient(theirs).build()) {
      evolink.credits().balance().result();
      evolink.images().submit(ImageRequest.of("x")).result();
    }

    assertThat(seen).containsExactly(silent, given); // a submit is as patient as the client
  }

  @Test
  void doubtNamesTheTimeAtWhichTheSubmitLeft() {
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            still.clock.advance(Duration.ofSeconds(5));
            return new MockResponse.Builder().body("no JSON").build();
          }
        });
    try (EvolinkClient evolink = client().build()) {
      SubmissionUncertainException doubt =
          catchThrowableOfType(
              SubmissionUncertainException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(doubt.sentAt()).isEqualTo(START);
    }
  }

  @Test
  void pollsAreRepeatedByTheWaitAlone() {
    service.answer(503, "{}");
    service.answer(503, "{}");
    service.answer(MockService.task("completed", ",\"results\":[\"https://x.test/a.png\"]"));

    TaskFuture wait = service.evolink.tasks().follow(MockService.TASK_ID, MockService.AT_ONCE);
    wait.result();

    assertThat(wait.trace()).hasSize(3);
    assertThat(service.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void negativeNumberOfRepetitionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.client().maxRetries(-1))
        .withMessage("maxRetries must not be negative, but was -1");
  }

  private EvolinkClient.Builder client() {
    return service.client().clock(still.clock);
  }

  private static MockResponse throttled(String retryAfter) {
    return new MockResponse.Builder().code(429).setHeader("Retry-After", retryAfter).build();
  }
}
