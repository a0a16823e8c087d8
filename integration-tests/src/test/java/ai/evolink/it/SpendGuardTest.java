package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.PriceUnknownException;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TransportException;
import ai.evolink.UnknownPrice;
import ai.evolink.VirtualClock;
import ai.evolink.api.ImagesApi;
import ai.evolink.model.MediaSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client has spent, and how it stops. A picture costs 1.6 credits here. */
class SpendGuardTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
  private static final ImageRequest CAT = ImageRequest.of("x");
  private static final ImageRequest WITH_FILE =
      ImageRequest.builder("x").reference(MediaSource.bytes(PNG, "image/png")).build();

  @RegisterExtension final MockService service = MockService.askedOnce();

  private final PriceShop shop = new PriceShop();

  @BeforeEach
  void open() {
    service.server.setDispatcher(shop);
  }

  private EvolinkClient limitedTo(String credits) {
    return service.client().spendLimit(new BigDecimal(credits)).build();
  }

  private EvolinkClient assuming(String credits) {
    return service
        .client()
        .spendLimit(
            SpendLimit.of(new BigDecimal(credits)).unknownPrice(UnknownPrice.ASSUME_HIGHEST))
        .build();
  }

  private static TaskHandle buy(EvolinkClient evolink) {
    return evolink.images().submit(CAT).result();
  }

  private static void see(EvolinkClient evolink, TaskHandle task) {
    evolink.tasks().get(task.id()).result();
  }

  @Test
  void submitThatWouldPassTheLimitIsRefused() {
    try (EvolinkClient evolink = limitedTo("4.7")) {
      buy(evolink);
      buy(evolink);

      SpendLimitException stopped =
          catchThrowableOfType(SpendLimitException.class, () -> buy(evolink));

      assertThat(stopped.charge()).isEqualTo(Charge.NONE);
      assertThat(stopped.isRetryable()).isFalse();
      assertThat(stopped.limit()).isEqualByComparingTo("4.7");
      assertThat(stopped.committed()).isEqualByComparingTo("3.2");
      assertThat(stopped.most()).hasValue(new BigDecimal("1.6"));
      assertThat(stopped)
          .hasMessage(
              "The submit was not sent: the limit is 4.7 credits, 3.2 are spent or set aside, and"
                  + " it may cost 1.6 more. Raise spendLimit on the client's builder, or wait: what"
                  + " is given back can be spent again.");
    }
    assertThat(shop.submits).hasSize(2);
    assertThat(shop.priceReads).hasSize(1);
  }

  @Test
  void fiveHundredAtOnceBuyNoMoreThanTheLimitAllows() throws Exception {
    HeldMoment moment = new HeldMoment(10);
    shop.onSubmit = moment;
    try (EvolinkClient evolink = limitedTo("16")) {
      CountDownLatch go = new CountDownLatch(1);
      List<CompletableFuture<TaskHandle>> submits = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        CompletableFuture<TaskHandle> handle = new CompletableFuture<>();
        submits.add(handle);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    go.await();
                    handle.complete(buy(evolink));
                  } catch (Throwable e) {
                    handle.completeExceptionally(e);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      go.countDown();
      moment.awaitArrival();
      moment.pass();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(submits.stream().filter(submit -> !submit.isCompletedExceptionally())).hasSize(10);
      assertThat(submits)
          .filteredOn(CompletableFuture::isCompletedExceptionally)
          .allSatisfy(
              refused ->
                  assertThatThrownBy(refused::join).hasCauseInstanceOf(SpendLimitException.class));
      assertThat(evolink.credits().spending())
          .hasToString("Spending[10 tasks, 16.0 credits reserved, 0 used]");
    }
    assertThat(shop.submits).hasSize(10);
    assertThat(shop.priceReads).hasSize(1);
  }

  @Test
  void whatIsRefusedOrRefundedCanBeSpentAgainAndWhatIsUncertainCannot() {
    shop.answers.add(id -> PriceShop.refused());
    shop.answers.add(id -> PriceShop.lost());
    try (EvolinkClient evolink = limitedTo("4.8")) {
      assertThatThrownBy(() -> buy(evolink)).isInstanceOf(EvolinkException.class);
      assertThat(evolink.credits().spending().committed()).isEqualByComparingTo("0");

      assertThatThrownBy(() -> buy(evolink)).isInstanceOf(SubmissionUncertainException.class);
      TaskHandle failing = buy(evolink);
      buy(evolink);
      assertThat(evolink.credits().spending())
          .hasToString("Spending[2 tasks, 1.6 credits pending, 3.2 credits reserved, 0 used]");
      assertThatThrownBy(() -> buy(evolink)).isInstanceOf(SpendLimitException.class);

      shop.ends.put(failing.id(), "\"status\":\"failed\",\"error\":{\"code\":\"x\"}");
      see(evolink, failing);
      assertThatThrownBy(() -> buy(evolink)).isInstanceOf(SpendLimitException.class);

      shop.ends.put(
          failing.id(),
          "\"status\":\"failed\",\"error\":{\"code\":\"x\"},\"billing\":{"
              + "\"refund_scope\":\"account_balance\",\"charge_status\":\"released\","
              + "\"refund_status\":\"completed\",\"reserved_credits\":1.6,"
              + "\"refunded_credits\":1.6,\"refunded_at\":\"2026-10-10T08:00:00Z\"}");
      see(evolink, failing);
      buy(evolink);
      assertThat(evolink.credits().spending())
          .hasToString(
              "Spending[3 tasks, 1.6 credits pending, 3.2 credits reserved, 0 used, 1.6 given"
                  + " back]");
    }
  }

  @Test
  void nothingIsUploadedForASubmitThatIsRefused() {
    try (EvolinkClient evolink = limitedTo("1.5")) {
      evolink.prices().estimate(CAT).result();

      assertThatThrownBy(() -> evolink.images().submit(WITH_FILE).result())
          .isInstanceOf(SpendLimitException.class);
    }
    assertThat(shop.uploads).isEmpty();
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void uploadIsBrokenOffIfThePriceRefusesItsSubmit() throws Exception {
    HeldMoment reading = new HeldMoment();
    HeldMoment uploading = new HeldMoment();
    shop.onPriceRead = reading;
    shop.onUpload = uploading;
    try (EvolinkClient evolink = limitedTo("1.5")) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(WITH_FILE);
      uploading.awaitArrival();
      reading.awaitArrival();
      reading.pass();

      assertThatExceptionOfType(SpendLimitException.class).isThrownBy(submit::result);
      Awaits.until("the end of the upload", () -> evolink.callsInFlight() == 0);
      uploading.pass();
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void uploadIsBrokenOffIfItsSubmitIsCancelledBeforeThePriceIsKnown() throws Exception {
    HeldMoment reading = new HeldMoment();
    HeldMoment uploading = new HeldMoment();
    shop.onPriceRead = reading;
    shop.onUpload = uploading;
    try (EvolinkClient evolink = limitedTo("1.6")) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(WITH_FILE);
      uploading.awaitArrival();
      reading.awaitArrival();
      submit.cancel(true);
      reading.pass();

      Awaits.until("the end of the upload", () -> evolink.callsInFlight() == 0);
      assertThat(evolink.credits().spending().pending()).isEqualByComparingTo("0");
      uploading.pass();
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void submitWhoseUploadFailsBeforeThePriceIsKnownHoldsNothing() throws Exception {
    HeldMoment reading = new HeldMoment();
    shop.onPriceRead = reading;
    MediaSource broken =
        MediaSource.stream(
            () -> {
              throw new IllegalStateException("no such picture");
            },
            "image/png");
    try (EvolinkClient evolink = limitedTo("1.6")) {
      ImageRequest request = ImageRequest.builder("x").reference(broken).build();
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(request);
      reading.awaitArrival();
      assertThatExceptionOfType(TransportException.class).isThrownBy(submit::result);
      reading.pass();
      evolink.prices().estimate(CAT).result(); // the same query has ended

      buy(evolink);
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void listIsReadBesideTheUploads() {
    try (EvolinkClient evolink = limitedTo("1.6")) {
      evolink.images().submit(WITH_FILE).result();
    }
    assertThat(shop.uploads).hasSize(1);
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void limitOfZeroSendsNothingAtAll() {
    try (EvolinkClient evolink = limitedTo("0")) {
      assertThatThrownBy(() -> buy(evolink)).isInstanceOf(SpendLimitException.class);
      assertThatThrownBy(() -> evolink.retrofit(ImagesApi.class).createImage(CAT).execute())
          .hasCauseInstanceOf(SpendLimitException.class);
    }
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void submitThatIsCancelledInTimeGivesBackWhatWasHeld() throws Exception {
    HeldMoment moment = new HeldMoment();
    shop.onPriceRead = moment;
    try (EvolinkClient evolink = limitedTo("1.6")) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(CAT);
      moment.awaitArrival();
      submit.cancel(true);
      moment.pass();
      evolink.prices().estimate(CAT).result(); // the same query has ended

      buy(evolink);
      assertThat(evolink.credits().spending().pending()).isEqualByComparingTo("0");
    }
    assertThat(shop.submits).hasSize(1);
  }

  // ---- the maximum of one submit

  private static SubmitOptions atMost(String credits) {
    return SubmitOptions.builder().maxCost(new BigDecimal(credits)).build();
  }

  @Test
  void submitMayHaveAMaximumOfItsOwn() {
    service.evolink.images().submit(CAT, atMost("1.60")).result();

    assertThatExceptionOfType(SpendLimitException.class)
        .isThrownBy(() -> service.evolink.images().submit(CAT, atMost("1.59")).result())
        .withMessage(
            "The submit was not sent: it may cost 1.6 credits, and maxCost is 1.59. Raise maxCost,"
                + " or ask for less; prices().estimate(request) tells what it costs.")
        .satisfies(refused -> assertThat(refused.charge()).isEqualTo(Charge.NONE));
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void negativeMaximumIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atMost("-1"))
        .withMessage("maxCost must not be negative, but was -1");
  }

  @Test
  void listThatHasChangedSinceTheEstimateDecides() {
    VirtualClock clock = new VirtualClock();
    try (EvolinkClient evolink = service.client().clock(clock).build()) {
      assertThat(evolink.prices().estimate(CAT).result().most()).hasValue(new BigDecimal("1.6"));
      shop.list = PriceShop.list("20000");
      shop.etag = "\"two\"";
      clock.advance(Duration.ofMinutes(5));

      assertThatExceptionOfType(SpendLimitException.class)
          .isThrownBy(() -> evolink.images().submit(CAT, atMost("1.6")).result())
          .withMessageContaining("it may cost 2 credits");
    }
  }

  // ---- prices that nobody knows

  @ParameterizedTest
  @CsvSource({"503, true", "404, false"})
  void submitWithoutAPriceIsRefused(int status, boolean retryable) {
    shop.priceAnswer = PriceShop.json(status, "{}");
    try (EvolinkClient evolink = limitedTo("100")) {
      assertThatExceptionOfType(PriceUnknownException.class)
          .isThrownBy(() -> buy(evolink))
          .withMessageStartingWith(
              "The submit was not sent: what it may cost is unknown, since the price list ")
          .withMessageEndingWith(
              ". To send it all the same, set UnknownPrice.ASSUME_HIGHEST, or no limit.")
          .satisfies(
              refused -> {
                assertThat(refused.charge()).isEqualTo(Charge.NONE);
                assertThat(refused.isRetryable()).isEqualTo(retryable);
                assertThat(refused.model()).isEqualTo(PriceShop.MODEL);
                assertThat(refused.reason()).startsWith("the price list ");
              });
      assertThat(evolink.credits().spending().committed()).isEqualByComparingTo("0");
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void submitMaySayItselfWhatToDoWithoutAPrice() {
    shop.priceAnswer = PriceShop.json(404, "{}");
    try (EvolinkClient evolink = limitedTo("100")) {
      evolink
          .images()
          .submit(CAT, SubmitOptions.builder().unknownPrice(UnknownPrice.ASSUME_HIGHEST).build())
          .result();
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void highestPriceSeenStandsForAnUnknownOne() throws Exception {
    shop.priceAnswer = PriceShop.json(404, "{}");
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    shop.onSubmit =
        () -> {
          arrived.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (EvolinkClient evolink = assuming("16")) {
      List<EvolinkFuture<TaskHandle>> submits = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        submits.add(evolink.images().submit(CAT));
      }
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(shop.submits).as("one whose price nobody knows at a time").hasSize(1);
      release.countDown();
      int bought = 0;
      for (EvolinkFuture<TaskHandle> submit : submits) {
        try {
          submit.result();
          bought++;
        } catch (SpendLimitException e) {
          assertThat(e.most()).hasValue(new BigDecimal("1.6"));
        }
      }
      assertThat(bought).isEqualTo(10);
    }
    assertThat(shop.submits).hasSize(10);
  }

  @Test
  void serviceThatTakesMoreThanItsListSaysIsNotBelievedUntilTheListIsReadAnew() {
    VirtualClock clock = new VirtualClock();
    shop.charge = "2";
    try (EvolinkClient evolink =
        service.client().clock(clock).spendLimit(new BigDecimal("100")).build()) {
      buy(evolink);
      assertThat(evolink.credits().spending().reserved()).isEqualByComparingTo("2");

      assertThatExceptionOfType(PriceUnknownException.class)
          .isThrownBy(() -> buy(evolink))
          .withMessageContaining("the service has taken more than its price list says");

      clock.advance(Duration.ofMinutes(5));
      shop.list = PriceShop.list("20000");
      buy(evolink);
    }
    assertThat(shop.submits).hasSize(2);
    assertThat(shop.priceReads).hasSize(2);
    assertThat(shop.priceReads.get(1).getHeaders().get("If-None-Match")).isNull();
  }

  // ---- sums

  @Test
  void readsGoOnAtTheLimit() {
    try (EvolinkClient evolink = limitedTo("0")) {
      assertThat(evolink.tasks().get(MockService.TASK_ID).result().id())
          .isEqualTo(MockService.TASK_ID);
    }
  }

  @Test
  void refusedSubmitCountsForNothing() {
    shop.answers.add(id -> PriceShop.refused());

    assertThatThrownBy(() -> buy(service.evolink)).isInstanceOf(EvolinkException.class);

    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[0 tasks, 0 credits reserved, 0 used]");
  }

  @Test
  void submitInDoubtIsCountedAsUnpricedWithoutALimit() {
    shop.answers.add(id -> PriceShop.lost());

    assertThatThrownBy(() -> buy(service.evolink)).isInstanceOf(EvolinkException.class);

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
    shop.answers.add(id -> PriceShop.json(200, MockService.task("pending", usage)));

    buy(service.evolink);

    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[1 tasks, 0 credits reserved, 0 used, 1 without a price]");
  }

  @Test
  void finalChargeOfATaskIsCountedOnceAndTheRestGivenBack() {
    TaskHandle task = buy(service.evolink);
    shop.ends.put(
        task.id(),
        "\"status\":\"completed\",\"results\":[\"https://x.test/a.png\"],"
            + "\"usage\":{\"credits_used\":0.5442}");
    see(service.evolink, task);
    see(service.evolink, task);
    service.evolink.tasks().follow(task, MockService.AT_ONCE).result();

    assertThat(service.evolink.credits().spending())
        .hasToString("Spending[1 tasks, 0.0 credits reserved, 0.5442 used, 1.0558 given back]");
  }

  @Test
  void submitAtTheRawDoorIsCounted() {
    service.evolink.retrofit(RawDoor.class).create(CAT).result();

    assertThat(service.evolink.credits().spending().reserved()).isEqualByComparingTo("1.6");
  }

  interface RawDoor {
    @retrofit2.http.POST("v1/images/generations")
    EvolinkFuture<ai.evolink.model.TaskSubmission> create(
        @retrofit2.http.Body ai.evolink.model.ImageGenerationRequest request);
  }

  @Test
  void negativeLimitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.client().spendLimit(new BigDecimal("-1")))
        .withMessage("spendLimit must not be negative, but was -1");
  }
}
