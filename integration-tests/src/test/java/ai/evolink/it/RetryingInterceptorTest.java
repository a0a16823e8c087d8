package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's own interceptor repeats what failed, as many do, and the truth still comes out. */
class RetryingInterceptorTest {
  private static final String REFUSED =
      "{\"error\":{\"code\":\"the_reason\",\"message\":\"The service says why\"}}";

  @RegisterExtension final MockService service = MockService.askedOnce();

  private EvolinkClient client(Interceptor interceptor) {
    return service
        .client()
        .httpClient(new OkHttpClient.Builder().addInterceptor(interceptor).build())
        .build();
  }

  private static Response threeTimes(Interceptor.Chain chain) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful() || attempt == 3) {
          return response;
        }
        response.close();
      } catch (IOException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"400,NONE", "429,NONE", "500,UNKNOWN", "503,NONE"})
  void refusalIsWhatTheServiceSaid(int status, Charge charge) {
    service.answer(status, REFUSED);
    try (EvolinkClient evolink = client(RetryingInterceptorTest::threeTimes)) {
      ApiException refused =
          catchThrowableOfType(
              ApiException.class, () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(refused.statusCode()).isEqualTo(status);
      assertThat(refused.code()).contains("the_reason");
      assertThat(refused.charge()).isEqualTo(charge);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void retryAfterIsSeenByInterceptorsAsItWasSent() {
    service.answer(
        new MockResponse.Builder().code(503).setHeader("Retry-After", "0").body(REFUSED).build());
    String[] seen = new String[1];
    Interceptor looking =
        chain -> {
          Response response = chain.proceed(chain.request());
          seen[0] = response.header("Retry-After");
          return response;
        };
    try (EvolinkClient evolink = client(looking)) {
      ApiException refused =
          catchThrowableOfType(
              ApiException.class, () -> evolink.images().submit(ImageRequest.of("x")).result());
      assertThat(refused).isNotNull();
    }
    assertThat(seen[0]).isEqualTo("0");
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void brokenAnswerIsToldWithItsOwnReason() {
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());
    try (EvolinkClient evolink = client(RetryingInterceptorTest::threeTimes)) {
      SubmissionUncertainException doubt =
          catchThrowableOfType(
              SubmissionUncertainException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(doubt.getMessage()).contains("no answer came back").doesNotContain("second time");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  /** And so does one whose answer an interceptor has read before. */
  @Test
  void doubtHoldsTheFirst64KilobytesOfALongAnswer() {
    String page = "x".repeat(70_000);
    service.answer(page);
    service.answer(page);
    Interceptor throwing =
        chain -> {
          chain.proceed(chain.request()).close();
          throw new IOException("giving up");
        };
    for (Interceptor interceptor : List.<Interceptor>of(c -> c.proceed(c.request()), throwing)) {
      try (EvolinkClient evolink = client(interceptor)) {
        SubmissionUncertainException doubt =
            catchThrowableOfType(
                SubmissionUncertainException.class,
                () -> evolink.images().submit(ImageRequest.of("x")).result());

        assertThat(doubt.body().orElseThrow()).isEqualTo("x".repeat(64 << 10));
      }
    }
  }

  @Test
  void answerThatIsGivenAgainIsWholeAndOfItsType() {
    service.answer(MockService.SUBMITTED);
    List<String> seen = new ArrayList<>();
    Interceptor again =
        chain -> {
          chain.proceed(chain.request()).close();
          Response second = chain.proceed(chain.request());
          seen.add(second.body().contentType() + " " + second.peekBody(Long.MAX_VALUE).string());
          return second;
        };
    try (EvolinkClient evolink = client(again)) {
      evolink.images().submit(ImageRequest.of("x")).result();
    }
    assertThat(seen).containsExactly("application/json " + MockService.SUBMITTED);
  }

  @Test
  void answerThatBreaksOffInAnInterceptorIsToldWithItsStatusAndRequestId() {
    service.answer(
        new MockResponse.Builder()
            .setHeader("x-request-id", "req-5")
            .body(MockService.SUBMITTED)
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    Interceptor reading =
        chain -> {
          Response response = chain.proceed(chain.request());
          response.body().bytes();
          throw new AssertionError("it has come whole");
        };
    try (EvolinkClient evolink = client(reading)) {
      SubmissionUncertainException doubt =
          catchThrowableOfType(
              SubmissionUncertainException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(doubt).hasMessageContaining("the answer (HTTP 200) broke off");
      assertThat(doubt.requestId()).contains("req-5");
    }
  }

  @Test
  void acceptedTaskIsNotLostWhateverIsAskedAfterIt() {
    service.answer(MockService.SUBMITTED);
    Interceptor again =
        chain -> {
          chain.proceed(chain.request()).close();
          return chain.proceed(chain.request());
        };
    try (EvolinkClient evolink = client(again)) {
      assertThat(evolink.images().submit(ImageRequest.of("x")).result().id())
          .isEqualTo(MockService.TASK_ID);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void acceptedTaskIsNotLostIfAnInterceptorThrowsAfterIt(int kind) {
    service.answer(MockService.SUBMITTED);
    Interceptor throwing =
        chain -> {
          chain.proceed(chain.request()).close();
          throw Sneaky.raise(Sneaky.kinds().get(kind).get());
        };
    try (EvolinkClient evolink = client(throwing)) {
      assertThat(evolink.images().submit(ImageRequest.of("x")).result().id())
          .isEqualTo(MockService.TASK_ID);
    }
  }

  @Test
  void refusalIsNotLostIfAnInterceptorThrowsAfterIt() {
    service.answer(429, REFUSED);
    Interceptor throwing =
        chain -> {
          chain.proceed(chain.request()).close();
          throw new IOException("giving up");
        };
    try (EvolinkClient evolink = client(throwing)) {
      ApiException refused =
          catchThrowableOfType(
              ApiException.class, () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.charge()).isEqualTo(Charge.NONE);
    }
  }

  @Test
  void submitThatAnInterceptorSendsInAWayOfItsOwnIsInDoubtOnceItHasTheBody() {
    AtomicInteger attempts = new AtomicInteger();
    Interceptor own =
        chain -> {
          attempts.incrementAndGet();
          Objects.requireNonNull(chain.request().body()).writeTo(new Buffer());
          throw new IOException("its way was cut");
        };
    try (EvolinkClient evolink =
        service
            .client()
            .maxRetries(2)
            .httpClient(new OkHttpClient.Builder().addInterceptor(own).build())
            .build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result());
    }
    assertThat(attempts).hasValue(1);
  }

  @Test
  void readsAreRepeatedAsTheInterceptorLikes() {
    service.answer(500, REFUSED);
    service.answer(FaultRun.BALANCE);
    try (EvolinkClient evolink = client(RetryingInterceptorTest::threeTimes)) {
      assertThat(evolink.credits().balance().result().account()).isNotNull();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }
}
