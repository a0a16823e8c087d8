package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.BatchEnd;
import ai.evolink.BatchEnd.State;
import ai.evolink.BatchFuture;
import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.BatchSummary;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.UnknownPrice;
import ai.evolink.WaitOptions;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each item of a batch has exactly one end, whatever fails, and nothing is bought twice. */
@Timeout(60)
class BatchTest {
  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final Shop shop = new Shop();
  private final List<BatchEnd> ends = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    shop.port = service.server.getPort();
    service.server.setDispatcher(shop);
  }

  private EvolinkClient.Builder client() {
    return service.client().journal(TaskJournal.file(folder.resolve("journal")));
  }

  /** In some tests hours pass within seconds. */
  private static final WaitOptions PATIENT =
      MockService.AT_ONCE.toBuilder().deadline(Duration.ofHours(5)).build();

  private static BatchItem<ImageRequest> item(String id) {
    return BatchItem.of(
        ImageRequest.of("Photo of " + id),
        SubmitOptions.builder().orderId(id).waitOptions(PATIENT).build());
  }

  private Stream<BatchItem<ImageRequest>> photos(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> item("A" + i).saveTo(folder.resolve("photos").resolve("A" + i)));
  }

  private BatchOptions.Builder options() {
    return BatchOptions.builder().onEnd(ends::add);
  }

  private Map<String, State> states() {
    Map<String, State> states = new TreeMap<>();
    ends.forEach(
        end ->
            assertThat(states.put(end.item().orderId().orElseThrow(), end.state()))
                .as("the end of %s is told once", end.item())
                .isNull());
    return states;
  }

  // ---- from the items to their files

  @Test
  void eachItemIsBoughtOnceAndSaved() throws Exception {
    BatchSummary summary;
    try (EvolinkClient evolink = client().build()) {
      summary = evolink.images().generateAll(photos(20), options().build()).result();
    }
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary).hasToString("20 done; 32.0 credits");
    assertThat(shop.bought).hasSize(20).doesNotHaveDuplicates();
    assertThat(states()).hasSize(20);
    try (Stream<Path> files = Files.list(folder.resolve("photos"))) {
      assertThat(files).hasSize(20).allMatch(file -> file.toString().endsWith(".png"));
    }
    assertThat(ends)
        .allSatisfy(
            end -> {
              assertThat(end.files()).singleElement().satisfies(f -> assertThat(f).exists());
              assertThat(end.generation()).isPresent();
              assertThat(end.problem()).isEmpty();
            });
  }

  @Test
  void nextRunAsksTheServiceNothingAndTellsTheSame() {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(5), options().build()).result();
    }
    ends.clear();
    int asked = service.server.getRequestCount();
    try (EvolinkClient evolink = client().build()) {
      BatchSummary again = evolink.images().generateAll(photos(5), options().build()).result();

      assertThat(again).hasToString("5 done; 8.0 credits");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(asked);
    assertThat(ends)
        .hasSize(5)
        .allSatisfy(
            end -> {
              assertThat(end.task()).isPresent();
              assertThat(end.generation()).isEmpty();
              assertThat(end.files()).singleElement().satisfies(f -> assertThat(f).exists());
            });
  }

  @Test
  void fileThatIsGoneIsFetchedAgain() throws Exception {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(2), options().build()).result();
      Files.delete(folder.resolve("photos").resolve("A1.png"));
      ends.clear();

      evolink.images().generateAll(photos(2), options().build()).result();
    }
    assertThat(folder.resolve("photos").resolve("A1.png")).exists();
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void whatCouldNotBeSavedIsSavedByTheNextRun() {
    shop.deadLinks = true;
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
      assertThat(ends)
          .singleElement()
          .satisfies(
              end -> {
                assertThat(end.state()).isEqualTo(State.UNSAVED);
                assertThat(end.generation()).isPresent();
                assertThat(end.problem()).get().isInstanceOf(ArtifactExpiredException.class);
              });
      ends.clear();
      shop.deadLinks = false;

      evolink.images().generateAll(photos(1), options().build()).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.DONE));
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void itemsWithoutAnOrderIdNeedNoJournal() {
    BatchItem<ImageRequest> cat =
        BatchItem.of(
            ImageRequest.of("A cat"),
            SubmitOptions.builder().waitOptions(MockService.AT_ONCE).build());

    BatchSummary summary =
        service.evolink.images().generateAll(List.of(cat, cat), options().build()).result();

    assertThat(summary.count(State.DONE)).isEqualTo(2);
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void emptyBatchIsComplete() {
    BatchSummary summary =
        service.evolink.images().generateAll(List.of(), options().build()).result();
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary).hasToString("no items; 0 credits");
  }

  // ---- how much at a time

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void noMoreItemsAreTakenThanMayBeUnderWay(int concurrency) {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Stream<BatchItem<ImageRequest>> counted =
        photos(30)
            .peek(item -> most.accumulateAndGet(taken.incrementAndGet() - told.get(), Math::max));
    try (EvolinkClient evolink = client().build()) {
      evolink
          .images()
          .generateAll(
              counted,
              options().concurrency(concurrency).onEnd(end -> told.incrementAndGet()).build())
          .result();
    }
    assertThat(told).hasValue(30);
    assertThat(most.get()).isEqualTo(concurrency);
  }

  /** Half a million items that cannot be bought: they pass through, and none is kept. */
  @Test
  void itemsAreNotKept() {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Iterable<BatchItem<ImageRequest>> many =
        () ->
            IntStream.range(0, 500_000)
                .mapToObj(i -> item("A" + i))
                .peek(
                    item -> most.accumulateAndGet(taken.incrementAndGet() - told.get(), Math::max))
                .iterator();
    try (EvolinkClient evolink = client().spendLimit(BigDecimal.ZERO).build()) {
      BatchSummary summary =
          evolink
              .images()
              .generateAll(many, options().onEnd(end -> told.incrementAndGet()).build())
              .result();
      assertThat(summary.count(State.NOT_SUBMITTED)).isEqualTo(500_000);
    }
    assertThat(most.get()).isLessThanOrEqualTo(8);
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void noThreadWaitsForAnItem() throws Exception {
    shop.status = "processing";
    try (EvolinkClient evolink = client().build()) {
      BatchFuture batch =
          evolink
              .images()
              .generateAll(
                  IntStream.range(0, 400)
                      .mapToObj(i -> BatchItem.of("A" + i, ImageRequest.of("Photo " + i))),
                  options().concurrency(400).build());
      awaitBought(400);
      Awaits.until(
          "no thread to be at work but those of calls",
          () ->
              Awaits.threads().stream()
                  .noneMatch(thread -> thread.getName().startsWith("evolink-completion")));
      assertThat(batch.isDone()).isFalse();
      batch.stop();
      assertThat(batch.result().count(State.UNFINISHED)).isEqualTo(400);
    }
  }

  // ---- the same order twice

  @Test
  void sameOrderTwiceIsBoughtOnce() {
    try (EvolinkClient evolink = client().build()) {
      BatchSummary summary =
          evolink.images().generateAll(List.of(item("A1"), item("A1")), options().build()).result();
      assertThat(summary.count(State.DONE)).isEqualTo(2);
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void orderOfAnotherRequestIsRefusedAlsoWhenItIsDone() {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
      ends.clear();
      BatchItem<ImageRequest> other = BatchItem.of("A0", ImageRequest.of("Another photo"));

      evolink.images().generateAll(List.of(other), options().build()).result();
    }
    assertThat(ends)
        .singleElement()
        .hasToString(
            "A0: refused, The order id \"A0\" belongs to another request. An order id names one"
                + " purchase: use a new one, or retry() that of the old request");
    assertThat(shop.bought).hasSize(1);
  }

  // ---- what was not bought, or may have been

  @Test
  void uncertainItemIsNotBoughtAgainUnlessItIsWished() {
    shop.answers.add(Shop.Answer.LOST);
    try (EvolinkClient evolink = client().build()) {
      for (int i = 0; i < 2; i++) {
        evolink.images().generateAll(photos(1), options().build()).result();
        assertThat(states()).containsOnly(Map.entry("A0", State.UNCERTAIN));
        assertThat(ends.get(0).credits()).isEmpty();
        ends.clear();
      }
      assertThat(shop.bought).hasSize(1);

      BatchOptions again =
          options().retry(p -> p.orderId().filter("A0"::equals).isPresent()).build();
      evolink.images().generateAll(photos(2), again).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.DONE), Map.entry("A1", State.DONE));
    assertThat(shop.bought).hasSize(3);
  }

  @Test
  void failedItemIsRetriedOnceInARunThatWishesIt() {
    shop.status = "failed";
    try (EvolinkClient evolink = client().build()) {
      BatchOptions again = options().retry(purchase -> true).build();
      evolink.images().generateAll(photos(1), again).result();
      assertThat(ends.get(0).state()).isEqualTo(State.FAILED);
      assertThat(ends.get(0).credits()).get().isEqualTo(new BigDecimal("1.6"));
      assertThat(shop.bought).hasSize(1);
      ends.clear();

      evolink.images().generateAll(photos(1), again).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.FAILED));
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void uncertainItemOfAProcessThatIsGoneStaysUncertainWhileItMayStillArrive() {
    shop.onSubmit = this::copyJournal;
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
    }
    ends.clear();
    try (EvolinkClient evolink =
        service.client().journal(TaskJournal.file(folder.resolve("copy"))).build()) {
      evolink.images().generateAll(photos(1), options().retry(purchase -> true).build()).result();
    }
    assertThat(ends)
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.state()).isEqualTo(State.UNCERTAIN);
              assertThat(end.problem()).get().asString().contains("may still be under way");
            });
    assertThat(shop.bought).hasSize(1);
  }

  private void copyJournal() {
    try {
      Files.copy(folder.resolve("journal"), folder.resolve("copy"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void limitStopsTheSubmitsAndTellsTheRest() {
    SpendLimit limit = SpendLimit.of(new BigDecimal("5")).unknownPrice(UnknownPrice.ASSUME_HIGHEST);
    try (EvolinkClient evolink = client().spendLimit(limit).build()) {
      BatchSummary summary =
          evolink.images().generateAll(photos(10), options().concurrency(1).build()).result();

      assertThat(summary).hasToString("3 done, 7 not submitted; 4.8 credits");
      assertThat(summary.stoppedBy()).get().isInstanceOf(SpendLimitException.class);
      assertThat(summary.isComplete()).isFalse();
    }
    assertThat(states()).hasSize(10);
    assertThat(shop.submits).hasSize(3);
  }

  @Test
  void limitLetsThroughWhatWasBoughtBefore() {
    shop.status = "processing";
    try (EvolinkClient evolink = client().build()) {
      evolink.images().submit(ImageRequest.of("Photo of A7"), SubmitOptions.ofOrder("A7")).result();
    }
    shop.status = "completed";
    try (EvolinkClient evolink = client().spendLimit(BigDecimal.ZERO).build()) {
      evolink.images().generateAll(photos(10), options().build()).result();
    }
    assertThat(states()).containsEntry("A7", State.DONE).containsEntry("A8", State.NOT_SUBMITTED);
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void maximumOfOneItemConcernsNoOther() {
    BatchItem<ImageRequest> dear =
        BatchItem.of(
            ImageRequest.of("dear"),
            SubmitOptions.builder().orderId("dear").maxCost(BigDecimal.ZERO).build());
    try (EvolinkClient evolink = client().build()) {
      BatchSummary summary =
          evolink.images().generateAll(List.of(dear, item("A1")), options().build()).result();
      assertThat(summary.stoppedBy()).isEmpty();
    }
    assertThat(states())
        .containsOnly(Map.entry("dear", State.REFUSED), Map.entry("A1", State.DONE));
  }

  @Test
  void refusalThatConcernsAllStopsTheSubmits() {
    shop.answers.add(Shop.Answer.REFUSED);
    try (EvolinkClient evolink = client().build()) {
      BatchSummary summary =
          evolink.images().generateAll(photos(10), options().concurrency(1).build()).result();
      assertThat(summary).hasToString("1 refused, 9 not submitted; 0 credits");
      assertThat(summary.stoppedBy())
          .get()
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.statusCode()).isEqualTo(402));
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void refusalThatMayPassIsWaitedOut() {
    refuse(3);
    try (EvolinkClient evolink = hasty().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.DONE));
    assertThat(shop.submits).hasSize(4);
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void refusalOfARetryIsWaitedOutAndNobodyIsAskedAgain() {
    shop.answers.add(Shop.Answer.LOST);
    try (EvolinkClient evolink = hasty().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
      assertThat(states()).containsOnly(Map.entry("A0", State.UNCERTAIN));
      ends.clear();
      refuse(2);
      AtomicInteger asked = new AtomicInteger();

      BatchOptions again = options().retry(purchase -> asked.incrementAndGet() == 1).build();
      evolink.images().generateAll(photos(1), again).result();

      assertThat(asked).hasValue(1);
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.DONE));
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void failedItemWhoseRetryIsRefusedForNowIsRetriedLaterInTheSameRun() {
    shop.status = "failed";
    try (EvolinkClient evolink = hasty().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
      ends.clear();
      refuse(2);
      evolink.images().generateAll(photos(1), options().retry(purchase -> true).build()).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.FAILED));
    assertThat(shop.bought).hasSize(2);
  }

  private void refuse(int times) {
    AtomicInteger refusals = new AtomicInteger(times);
    shop.instead = () -> refusals.getAndDecrement() > 0 ? busy() : null;
  }

  @Test
  void refusalThatDoesNotPassEndsTheItem() {
    shop.instead = BatchTest::busy;
    try (EvolinkClient evolink = hasty().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
    }
    assertThat(states()).containsOnly(Map.entry("A0", State.REFUSED));
    assertThat(shop.submits).hasSize(5);
  }

  // ---- foreign code

  @Test
  void sinkThatThrowsEndsTheSubmitsAndTheFuture() {
    Consumer<BatchEnd> broken =
        end -> {
          ends.add(end);
          throw new IllegalStateException("the database is down");
        };
    try (EvolinkClient evolink = client().build()) {
      BatchFuture batch =
          evolink.images().generateAll(photos(50), options().concurrency(4).onEnd(broken).build());
      assertThatIllegalStateException()
          .isThrownBy(batch::result)
          .withMessage("the database is down");
    }
    assertThat(states()).hasSizeLessThanOrEqualTo(8);
    assertThat(shop.bought).hasSameSizeAs(ends);
  }

  @Test
  void sourceThatThrowsEndsTheFutureOnceAllIsTold() {
    Stream<BatchItem<ImageRequest>> broken =
        photos(10)
            .peek(
                item -> {
                  if (item.orderId().orElseThrow().equals("A5")) {
                    throw new IllegalStateException("line 5 is no text");
                  }
                });
    try (EvolinkClient evolink = client().build()) {
      BatchFuture batch = evolink.images().generateAll(broken, options().build());
      assertThatIllegalStateException().isThrownBy(batch::result).withMessage("line 5 is no text");
      assertThat(batch.soFar().count(State.DONE)).isEqualTo(5);
    }
    assertThat(states()).hasSize(5);
  }

  @Test
  void streamIsClosedWhateverItDoes() {
    AtomicInteger closed = new AtomicInteger();
    try (EvolinkClient evolink = client().build()) {
      evolink
          .images()
          .generateAll(photos(2).onClose(closed::incrementAndGet), options().build())
          .result();
      assertThat(closed).hasValue(1);
      Stream<BatchItem<ImageRequest>> bad =
          Stream.<BatchItem<ImageRequest>>of((BatchItem<ImageRequest>) null)
              .onClose(closed::incrementAndGet);
      assertThatExceptionOfType(NullPointerException.class)
          .isThrownBy(() -> evolink.images().generateAll(bad, options().build()).result())
          .withMessage("item of a batch");
      assertThat(closed).hasValue(2);
      Iterable<BatchItem<ImageRequest>> none =
          () -> {
            throw new IllegalStateException("no iterator");
          };
      assertThatIllegalStateException()
          .isThrownBy(() -> evolink.images().generateAll(none, options().build()).result());
    }
  }

  @Test
  void orderIdsNeedAJournal() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> service.evolink.images().generateAll(photos(3), options().build()).result())
        .withMessageStartingWith("An order id needs a journal");
    assertThat(shop.submits).isEmpty();
    assertThat(ends).isEmpty();
  }

  @Test
  void wishToRetryThatThrowsRefusesTheItem() {
    shop.status = "failed";
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generateAll(photos(1), options().build()).result();
      ends.clear();
      BatchOptions broken =
          options()
              .retry(
                  purchase -> {
                    throw new IllegalStateException("cannot decide");
                  })
              .build();
      evolink.images().generateAll(photos(1), broken).result();
    }
    assertThat(ends).singleElement().hasToString("A0: refused, cannot decide");
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void executorThatDropsOrRefusesWorkDoesNotHoldUpTheBatch() {
    for (Executor executor :
        List.<Executor>of(
            task -> {},
            task -> {
              throw new IllegalStateException("shut down");
            })) {
      ends.clear();
      try (EvolinkClient evolink = client().continuationExecutor(executor).build()) {
        evolink.images().generateAll(photos(5), options().build()).result();
      }
      assertThat(states()).hasSize(5);
    }
  }

  // ---- stopping

  @Test
  void stopLosesNothing() throws Exception {
    shop.status = "processing";
    AtomicInteger taken = new AtomicInteger();
    List<TaskHandle> hook = new CopyOnWriteArrayList<>();
    try (EvolinkClient evolink = client().onSubmitted(hook::add).build()) {
      BatchFuture batch =
          evolink
              .images()
              .generateAll(photos(100).peek(item -> taken.incrementAndGet()), options().build());
      awaitBought(8);
      batch.stop();
      BatchSummary summary = batch.result();

      assertThat(summary.total()).isEqualTo(taken.get()).isEqualTo(8);
      assertThat(summary.count(State.UNFINISHED)).isEqualTo(8);
      assertThat(ends).allMatch(end -> end.task().isPresent());
      shop.status = "completed";
      ends.clear();
      assertThat(evolink.images().generateAll(photos(8), options().build()).result().isComplete())
          .isTrue();
    }
    assertThat(shop.bought).hasSize(8).hasSameSizeAs(hook);
  }

  @Test
  void stopHearsASubmitThatHasLeftToItsEnd() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = client().build()) {
      BatchFuture batch = evolink.images().generateAll(photos(3), options().concurrency(1).build());
      arrived.await();
      batch.stop();
      assertThat(batch.isDone()).isFalse();
      go.countDown();

      assertThat(batch.result()).hasToString("1 unfinished; 1.6 credits");
    }
    assertThat(ends.get(0).task()).isPresent();
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void stopSubmitsNothingOfWhatIsQueued() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = client().maxConcurrentRequests(1).build()) {
      BatchFuture batch = evolink.images().generateAll(photos(8), options().build());
      arrived.await();
      Awaits.until("all to be queued", () -> evolink.callsInFlight() >= 8);
      batch.stop();
      go.countDown();

      assertThat(batch.result()).hasToString("1 unfinished, 7 not submitted; 1.6 credits");
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void cancelIsAtOnceAndTheEndsAreToldAllTheSame() throws Exception {
    shop.status = "processing";
    try (EvolinkClient evolink = client().build()) {
      BatchFuture batch = evolink.images().generateAll(photos(20), options().build());
      awaitBought(8);
      assertThat(batch.cancel(true)).isTrue();
      assertThat(batch.isCancelled()).isTrue();
      Awaits.until("all ends", () -> ends.size() == 8);
    }
    assertThat(states()).hasSize(8).containsOnlyKeys(states().keySet());
    assertThat(ends).allMatch(end -> end.state() == State.UNFINISHED);
  }

  @Test
  void closedClientEndsTheBatch() throws Exception {
    shop.status = "processing";
    EvolinkClient evolink = client().build();
    BatchFuture batch = evolink.images().generateAll(photos(20), options().build());
    awaitBought(8);
    evolink.close();
    assertThatExceptionOfType(ClientClosedException.class).isThrownBy(batch::result);
    assertThat(shop.bought).hasSize(8);
    assertThat(ends)
        .filteredOn(end -> end.state() == State.UNFINISHED)
        .hasSize(8)
        .allMatch(end -> end.task().isPresent());
    assertThat(states()).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void stopDuringARestSubmitsNothingMore() {
    shop.instead = BatchTest::busy;
    StillClock time = new StillClock();
    try (EvolinkClient evolink = client().clock(time.clock).maxRetries(0).build()) {
      BatchFuture batch = evolink.images().generateAll(photos(5), options().concurrency(1).build());
      Awaits.until("the refusal", () -> shop.submits.size() == 1 && evolink.callsInFlight() == 0);
      time.alarmWithin(Duration.ofSeconds(1));
      batch.stop();
      assertThat(batch.result()).hasToString("1 not submitted; 0 credits");
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void closeDuringARestEndsTheBatch() {
    shop.instead = BatchTest::busy;
    StillClock time = new StillClock();
    EvolinkClient evolink = client().clock(time.clock).maxRetries(0).build();
    BatchFuture batch = evolink.images().generateAll(photos(5), options().concurrency(1).build());
    Awaits.until("the refusal", () -> shop.submits.size() == 1 && evolink.callsInFlight() == 0);
    time.alarmWithin(Duration.ofSeconds(1));

    evolink.close();

    assertThatExceptionOfType(ClientClosedException.class).isThrownBy(batch::result);
    assertThat(ends)
        .singleElement()
        .satisfies(end -> assertThat(end.state()).isEqualTo(State.NOT_SUBMITTED))
        .satisfies(
            end -> assertThat(end.problem()).containsInstanceOf(ClientClosedException.class));
    assertThat(shop.submits).hasSize(1);
  }

  // ---- options

  @Test
  void concurrencyIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchOptions.builder().concurrency(0))
        .withMessage("concurrency must be at least 1, but was 0");
  }

  @Test
  void iteratorServesAsWell() {
    Iterator<BatchItem<ImageRequest>> items = photos(3).iterator();
    try (EvolinkClient evolink = client().build()) {
      assertThat(
              evolink
                  .images()
                  .generateAll(() -> items, BatchOptions.ofDefaults())
                  .result()
                  .count(State.DONE))
          .isEqualTo(3);
    }
  }

  private static MockResponse busy() {
    return new MockResponse.Builder()
        .code(503)
        .setHeader("Content-Type", "application/json")
        .body("{\"error\":{\"code\":\"service_unavailable\",\"message\":\"busy\"}}")
        .build();
  }

  /** Repeats nothing by itself, and does not wait long. */
  private EvolinkClient.Builder hasty() {
    return client()
        .clock(FastClock.SHARED)
        .submitTimeout(Duration.ofHours(5))
        .requestTimeout(Duration.ofHours(5))
        .maxRetries(0);
  }

  private void awaitBought(int count) {
    Awaits.until("purchases", () -> shop.bought.size() >= count);
  }
}
