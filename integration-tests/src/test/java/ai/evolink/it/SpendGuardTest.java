package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimitException;
import ai.evolink.api.ImagesApi;
import ai.evolink.model.MediaSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client has spent, and how it stops. Each accepted submit reserves 1.6 credits here. */
class SpendGuardTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

  @RegisterExtension final MockService service = MockService.askedOnce();

  @Test
  void submitIsRefusedOnceTheLimitIsReached() {
    service.answer(SUBMITTED);
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = limitedTo("3.2")) {
      evolink.images().submit(ImageRequest.of("x")).result();
      evolink.images().submit(ImageRequest.of("x")).result();

      SpendLimitException stopped =
          catchThrowableOfType(
              SpendLimitException.class,
              () -> evolink.images().generate(ImageRequest.of("x")).result());

      assertThat(stopped.charge()).isEqualTo(Charge.NONE);
      assertThat(stopped.isRetryable()).isFalse();
      assertThat(stopped.limit()).isEqualByComparingTo("3.2");
      assertThat(stopped.reserved()).isEqualByComparingTo("3.2");
      assertThat(stopped)
          .hasMessage(
              "The submit was not sent: this client may reserve 3.2 credits, and 3.2 are reserved"
                  + " by 2 tasks. Raise spendLimit on the client's builder, or make a new client,"
                  + " which counts from zero.");
      assertThat(stopped.summary()).endsWith("by 2 tasks.");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void lastSubmitBelowTheLimitMayPassIt() {
    service.answer(SUBMITTED);
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = limitedTo("1.7")) {
      evolink.images().submit(ImageRequest.of("x")).result();
      evolink.images().submit(ImageRequest.of("x")).result();

      assertThat(evolink.credits().spending().reserved()).isEqualByComparingTo("3.2");
    }
  }

  @Test
  void nothingIsUploadedForASubmitThatIsRefused() {
    try (EvolinkClient evolink = limitedTo("0")) {
      assertThatThrownBy(
              () ->
                  evolink
                      .images()
                      .submit(
                          ImageRequest.builder("x")
                              .reference(MediaSource.bytes(PNG, "image/png"))
                              .build())
                      .result())
          .isInstanceOf(SpendLimitException.class);
    }
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void limitHoldsAtTheRawDoorToo() {
    try (EvolinkClient evolink = limitedTo("0")) {
      assertThatThrownBy(
              () -> evolink.retrofit(ImagesApi.class).createImage(ImageRequest.of("x")).execute())
          .hasCauseInstanceOf(SpendLimitException.class);
    }
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void readsGoOnAtTheLimit() {
    service.answer(MockService.task("processing", ""));
    try (EvolinkClient evolink = limitedTo("0")) {
      assertThat(evolink.tasks().get(MockService.TASK_ID).result().id())
          .isEqualTo(MockService.TASK_ID);
    }
  }

  @Test
  void submitsOnTheirWayTogetherAreAllCounted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(40);
    CountDownLatch release = new CountDownLatch(1);
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            arrived.countDown();
            release.await();
            return new MockResponse.Builder().body(SUBMITTED).build();
          }
        });
    try (EvolinkClient evolink = limitedTo("1")) {
      List<CompletableFuture<?>> submits = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        submits.add(evolink.images().submit(ImageRequest.of("x")));
      }
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      release.countDown();
      CompletableFuture.allOf(submits.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

      assertThat(evolink.credits().spending().reserved()).isEqualByComparingTo("64");
      assertThat(evolink.credits().spending().tasks()).isEqualTo(40);
      assertThatThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result())
          .isInstanceOf(SpendLimitException.class);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(40);
  }

  @Test
  void refusedSubmitCountsForNothing() {
    service.answer(402, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no\"}}");

    assertThatThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result())
        .isInstanceOf(EvolinkException.class);

    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[0 tasks, 0 credits reserved, 0 used]");
  }

  @Test
  void submitInDoubtIsCountedAsUnpriced() {
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());

    assertThatThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result())
        .isInstanceOf(EvolinkException.class);

    assertThat(service.evolink.credits().spending().unpriced()).isEqualTo(1);
    assertThat(service.evolink.credits().spending().tasks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"usage\":{}",
        ",\"usage\":{\"credits_reserved\":-5}",
        ",\"usage\":{\"credits_reserved\":\"1.6 credits\"}"
      })
  void submitWithoutAUsablePriceIsCountedAsUnpriced(String usage) {
    service.answer(MockService.task("pending", usage));

    service.evolink.images().submit(ImageRequest.of("x")).result();

    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 1 without a price]");
  }

  @Test
  void finalChargeOfATaskIsCountedOnce() {
    String done =
        MockService.task(
            "completed",
            ",\"results\":[\"https://x.test/a.png\"],\"usage\":{\"credits_used\":0.5442}");
    service.answer(SUBMITTED);
    service.answer(done);
    service.answer(done);
    service.answer(done);

    service.evolink.images().generate(ImageRequest.of("x"), MockService.AT_ONCE).result();
    service.evolink.tasks().get(MockService.TASK_ID).result();
    service.evolink.tasks().follow(MockService.TASK_ID, MockService.AT_ONCE).result();

    assertThat(service.evolink.credits().spending().used()).isEqualByComparingTo("0.5442");
    assertThat(service.evolink.credits().spending().reserved()).isEqualByComparingTo("1.6");
  }

  @Test
  void negativeLimitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.client().spendLimit(new BigDecimal("-1")))
        .withMessage("spendLimit must not be negative, but was -1");
  }

  private EvolinkClient limitedTo(String credits) {
    return service.client().spendLimit(new BigDecimal(credits)).build();
  }
}
