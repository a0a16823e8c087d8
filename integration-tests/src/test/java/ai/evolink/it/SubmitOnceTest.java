package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.ResultTimeoutException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TransportException;
import ai.evolink.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A submit costs money: the server reads it in full once at most, and what it bought is known. */
class SubmitOnceTest {
  @RegisterExtension final MockService service = new MockService();

  enum Fault {
    CUT_AFTER_THE_REQUEST(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build()),
    CUT_IN_THE_ANSWER(
        new MockResponse.Builder()
            .body(SUBMITTED)
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build()),
    REQUEST_TIMEOUT_408(new MockResponse.Builder().code(408).build()),
    UNAVAILABLE_TRY_AT_ONCE(
        new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build()),
    MISDIRECTED_421(new MockResponse.Builder().code(421).build()),
    REDIRECT_307(
        new MockResponse.Builder()
            .code(307)
            .setHeader("Location", "/v1/images/generations")
            .build()),
    REDIRECT_308(
        new MockResponse.Builder()
            .code(308)
            .setHeader("Location", "/v1/images/generations")
            .build()),
    UNAUTHORIZED(
        new MockResponse.Builder().code(401).setHeader("WWW-Authenticate", "Basic").build());

    @SuppressWarnings("ImmutableEnumChecker") // a MockResponse does not change
    final MockResponse answer;

    Fault(MockResponse answer) {
      this.answer = answer;
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void serverReadsASubmitOnceOnAKeepAliveConnection(Fault fault) {
    CountingServer counting = new CountingServer(fault);
    service.server.setDispatcher(counting);
    service.evolink.credits().balance().result(); // the connection is warm now

    EvolinkException failure =
        catchThrowableOfType(
            EvolinkException.class,
            () -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(failure).isNotNull();
    assertThat(counting.submitsRead).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void interceptorThatTriesAgainCannotSubmitTwice(Fault fault) {
    CountingServer counting = new CountingServer(fault);
    service.server.setDispatcher(counting);
    OkHttpClient stubborn =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  try {
                    chain.proceed(chain.request()).close();
                  } catch (IOException e) {
                    // and once more
                  }
                  return chain.proceed(chain.request());
                })
            .build();
    try (EvolinkClient evolink = service.client().httpClient(stubborn).build()) {
      assertThatExceptionOfType(EvolinkException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result());
    }

    assertThat(counting.submitsRead).hasValue(1);
  }

  @Test
  void submitWithoutAnAnswerIsUncertain() {
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());

    SubmissionUncertainException uncertain =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(uncertain.charge()).isEqualTo(Charge.UNKNOWN);
    assertThat(uncertain.isRetryable()).isFalse();
    assertThat(uncertain)
        .hasMessageContaining("for model gemini-2.5-flash-image")
        .hasMessageContaining("may have been created and charged");
  }

  @Test
  void submitThatTakesTooLongIsUncertain() {
    service.answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (EvolinkClient evolink = service.client().submitTimeout(Duration.ofMillis(300)).build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result())
          .withMessageContaining("took too long");
    }
  }

  @Test
  void submitOfAClientThatIsAnHourOldHasNoMoreTimeThanAnotherOne() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);
    VirtualClock clock = new VirtualClock();
    try (EvolinkClient evolink =
        service.client().clock(clock).submitTimeout(Duration.ofMillis(500)).build()) {
      clock.advance(Duration.ofHours(1));

      assertThatThrownBy(
              () -> evolink.images().submit(ImageRequest.of("x")).get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SubmissionUncertainException.class);
    }
    held.release.countDown();
  }

  @Test
  void refusedConnectionChargesNothing() {
    URI closed = service.url();
    service.server.close();
    try (EvolinkClient evolink = EvolinkClient.builder(MockService.KEY).baseUrl(closed).build()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result())
          .withMessageContaining("the connection was refused")
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }
  }

  @Test
  void unknownHostChargesNothing() {
    try (EvolinkClient evolink =
        EvolinkClient.builder(MockService.KEY)
            .baseUrl(URI.create("https://does-not-exist.invalid"))
            .build()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result())
          .withMessageContaining("cannot be resolved")
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }
  }

  @Test
  void plainServerUnderHttpsChargesNothing() {
    service.answer(SUBMITTED);
    URI https = URI.create(service.url().toString().replace("http:", "https:"));
    try (EvolinkClient evolink =
        EvolinkClient.builder(MockService.KEY)
            .baseUrl(https)
            .submitTimeout(Duration.ofSeconds(1)) // a server may also say nothing at all
            .build()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result())
          .satisfies(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }
  }

  @Test
  void cancelledWaitLetsItsSubmitEndAndReportsWhatItBought() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);
    CompletableFuture<TaskHandle> bought = new CompletableFuture<>();
    try (EvolinkClient evolink = service.client().onSubmitted(bought::complete).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"));
      held.arrived.await();

      wait.cancel(true);

      assertThat(wait).isCancelled();
      held.release.countDown();
      assertThat(bought.get(5, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1); // no poll for a wait that is gone
  }

  @Test
  void closedClientLetsItsSubmitEndAndReportsWhatItBought() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);
    CompletableFuture<TaskHandle> bought = new CompletableFuture<>();
    EvolinkFuture<TaskHandle> submit;
    try (EvolinkClient evolink = service.client().onSubmitted(bought::complete).build()) {
      submit = evolink.images().submit(ImageRequest.of("x"));
      held.arrived.await();
    }
    held.release.countDown();

    assertThat(bought.get(5, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    assertThat(submit.result(Duration.ofSeconds(5)).id()).isEqualTo(TASK_ID);
  }

  @Test
  void resultThatIsLateEndsTheCallAndNotTheSubmit() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);
    try (EvolinkClient evolink = service.client().build()) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(ImageRequest.of("x"));
      held.arrived.await();

      ResultTimeoutException late =
          catchThrowableOfType(
              ResultTimeoutException.class, () -> submit.result(Duration.ofMillis(10)));

      assertThat(late.atMost()).isEqualTo(Duration.ofMillis(10));
      assertThat(late.charge()).isEqualTo(Charge.UNKNOWN);
      assertThat(late)
          .hasMessage(
              "There was no answer within 10 ms. The call goes on: ask its future for the result"
                  + " again, or cancel it.");
      assertThat(submit).isNotDone();
      held.release.countDown();
      assertThat(submit.result().id()).isEqualTo(TASK_ID);
    }
  }

  @Test
  void cancelledStageOfASubmitStillReports() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);
    CompletableFuture<TaskHandle> bought = new CompletableFuture<>();
    try (EvolinkClient evolink = service.client().onSubmitted(bought::complete).build()) {
      var derived = evolink.images().submit(ImageRequest.of("x")).thenApply(TaskHandle::id);
      held.arrived.await();

      derived.cancel(true);
      held.release.countDown();

      assertThat(bought.get(5, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
      assertThatExceptionOfType(CancellationException.class).isThrownBy(derived::join);
    }
  }

  /** Answers reads, and counts the submits whose body arrived in full. */
  private static final class CountingServer extends Dispatcher {
    final AtomicInteger submitsRead = new AtomicInteger();
    private final Fault fault;

    CountingServer(Fault fault) {
      this.fault = fault;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (request.getMethod().equals("GET")) {
        return new MockResponse.Builder()
            .body(
                """
                {"data":{"token":{"remaining_credits":1,"unlimited_credits":true,"used_credits":0},
                 "user":{"remaining_credits":1,"used_credits":0}},"message":"","success":true}""")
            .build();
      }
      if (request.getBody().utf8().endsWith("}")) {
        submitsRead.incrementAndGet();
      }
      return fault.answer;
    }
  }
}
