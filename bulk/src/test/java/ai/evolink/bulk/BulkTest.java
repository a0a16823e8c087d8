package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of items, and what a caller can do about them. */
@SuppressWarnings("try") // workers work, and nobody talks to them
class BulkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final Path folder;
  private final JdbcTaskStore store;
  private final EvolinkClient evolink;

  BulkTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = JdbcTaskStore.of(TestDatabase.SQLITE.empty(folder));
    this.evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
  }

  @AfterEach
  void close() {
    evolink.close();
  }

  private BulkWorker.Builder worker() {
    return BulkWorker.builder(evolink, store).saveInto(folder.resolve("photos"));
  }

  private Bulk bulk() {
    return Bulk.open(evolink, store, "autumn");
  }

  private static Stream<BulkItem> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> BulkItem.of("item-" + i, ImageRequest.of("item-" + i)));
  }

  private static List<String> prompts() {
    return emulator.submissions().stream().map(Submission::prompt).toList();
  }

  @Test
  void itemIsAddedOnce() {
    Bulk bulk = bulk();
    assertThat(bulk.addAll(items(3))).isEqualTo(3);
    assertThat(bulk.addAll(items(5))).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bulk.add(BulkItem.of("item-0", ImageRequest.of("another"))))
        .withMessageContaining("\"item-0\" belongs to another request");
    assertThat(bulk.progress().total()).isEqualTo(5);
  }

  @Test
  void urgentItemsAreBoughtFirst() throws Exception {
    Bulk bulk = bulk();
    bulk.addAll(items(5));
    bulk.add(BulkItem.of("urgent", ImageRequest.of("urgent")).priority(1));
    try (BulkWorker worker = worker().concurrency(1).start()) {
      bulk.join(PATIENCE);
    }
    assertThat(prompts()).hasSize(6).first().isEqualTo("urgent");
  }

  @Test
  void limitHoldsItemsBackUntilItIsRaised() throws Exception {
    BigDecimal price =
        evolink.prices().estimate(ImageRequest.of("item-0")).result().most().orElseThrow();
    try (BulkWorker worker = worker().spendLimit(price.multiply(new BigDecimal("3.5"))).start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(items(5));

      BulkProgress stopped = bulk.join(PATIENCE);

      assertThat(stopped.isStoppedByLimit()).isTrue();
      assertThat(stopped.count(BulkState.DONE)).isEqualTo(3);
      assertThat(stopped.count(BulkState.NEW)).isEqualTo(2);
      assertThat(stopped.credits()).isEqualByComparingTo(price.multiply(new BigDecimal("3")));
      assertThat(emulator.submissions()).hasSize(3);
      bulk.spendLimit(null);
      assertThat(bulk.join(PATIENCE).count(BulkState.DONE)).isEqualTo(5);
    }
  }

  @Test
  void limitThatComesWhileAnItemIsSubmittedRefusesNothing() throws Exception {
    emulator.inject(Fault.delay(Duration.ofSeconds(2)).on(ApiOperation.SUBMIT_IMAGE).once());
    JdbcTaskStore shared = JdbcTaskStore.of(TestDatabase.SQLITE.empty(folder));
    try (EvolinkClient narrow =
            EvolinkClient.builder("sk-test")
                .baseUrl(emulator.url())
                .journal(shared)
                .maxConcurrentRequests(1)
                .build();
        BulkWorker worker =
            BulkWorker.builder(narrow, shared).saveInto(folder.resolve("photos")).start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(items(2));
      Awaits.until("a submit under way", () -> bulk.progress().count(BulkState.INTENT) == 1);

      bulk.spendLimit(new BigDecimal("100"));

      assertThat(bulk.join(PATIENCE).count(BulkState.DONE)).isEqualTo(2);
    }
  }

  @Test
  void pausedBulkBuysNothingAndCancelledItemsNever() throws Exception {
    Bulk bulk = bulk();
    bulk.addAll(items(3));
    bulk.pause();
    try (BulkWorker worker = worker().start()) {
      assertThat(bulk.join(PATIENCE).isPaused()).isTrue();
      assertThat(bulk.cancel()).isEqualTo(3);
      bulk.resume();
      bulk.add(BulkItem.of("later", ImageRequest.of("later")));
      BulkProgress ended = bulk.join(PATIENCE);
      assertThat(ended.count(BulkState.CANCELLED)).isEqualTo(3);
      assertThat(ended.count(BulkState.DONE)).isEqualTo(1);
    }
    assertThat(prompts()).containsExactly("later");
  }

  @Test
  void refusedItemSaysWhyAndIsNotTriedAgain() throws Exception {
    emulator.inject(Fault.status(400).on(ApiOperation.SUBMIT_IMAGE).once());
    Bulk bulk = bulk();
    bulk.addAll(items(1));
    try (BulkWorker worker = worker().start()) {
      bulk.join(PATIENCE);
    }
    BulkOrder refused = bulk.find("item-0").orElseThrow();
    assertThat(refused.state()).isEqualTo(BulkState.REFUSED);
    assertThat(refused.detail().orElseThrow()).contains("400");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void failedTaskThatCostNothingIsBoughtAgain() throws Exception {
    emulator.nextOutcomes(TaskOutcome.failed("service_error"));
    Bulk bulk = bulk();
    bulk.addAll(items(1));
    try (BulkWorker worker = worker().retryDelay(Duration.ZERO).start()) {
      bulk.join(PATIENCE);
      BulkOrder order = bulk.find("item-0").orElseThrow();
      assertThat(order.state()).as(order.toString()).isEqualTo(BulkState.DONE);
      assertThat(order.attempt()).isEqualTo(2);
    }
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void failureThatWillNotPassIsFinal() throws Exception {
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"));
    Bulk bulk = bulk();
    bulk.addAll(items(1));
    try (BulkWorker worker = worker().start()) {
      assertThat(bulk.join(PATIENCE).count(BulkState.FAILED)).isEqualTo(1);
    }
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void uncertainItemWaitsForADecision() throws Exception {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).times(3));
    Bulk bulk = bulk();
    bulk.addAll(items(3));
    try (BulkWorker worker = worker().start()) {
      assertThat(bulk.join(PATIENCE).count(BulkState.UNCERTAIN)).isEqualTo(3);
      List<BulkOrder> uncertain = bulk.uncertain();
      String bought =
          emulator.submissions().stream()
              .filter(sent -> sent.prompt().equals(uncertain.get(0).key()))
              .findFirst()
              .flatMap(Submission::taskId)
              .orElseThrow();

      uncertain.get(0).accept(bought).result();
      assertThat(uncertain.get(1).retry()).isTrue();
      uncertain.get(2).giveUp();

      BulkProgress decided = bulk.join(PATIENCE);
      assertThat(decided.count(BulkState.DONE)).as(decided.toString()).isEqualTo(2);
      assertThat(decided.count(BulkState.GIVEN_UP)).isEqualTo(1);
      assertThat(bulk.find(uncertain.get(0).key()).orElseThrow().retry()).isFalse();
    }
    assertThat(emulator.submissions()).hasSize(4);
  }

  @Test
  void sinkThatFailsIsCalledAgain() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    Bulk bulk = bulk();
    bulk.addAll(items(1));
    try (BulkWorker worker =
        worker()
            .resultSink(
                (order, made) -> {
                  calls.add(order.key());
                  if (calls.size() == 1) {
                    throw new IllegalStateException("the bucket is away");
                  }
                  return "s3://bucket/" + order.key();
                })
            .start()) {
      bulk.join(PATIENCE);
    }
    assertThat(calls).hasSize(2);
    assertThat(bulk.find("item-0").orElseThrow().result()).contains("s3://bucket/item-0");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void clientMustHaveTheStoreAndNoLimit() {
    try (EvolinkClient plain = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> BulkWorker.builder(plain, store).saveInto(folder).start())
          .withMessageContaining("journal(store)");
    }
    try (EvolinkClient limited =
        EvolinkClient.builder("sk-test")
            .baseUrl(emulator.url())
            .journal(store)
            .spendLimit(BigDecimal.ONE)
            .build()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> BulkWorker.builder(limited, store).saveInto(folder).start())
          .withMessageContaining("no spendLimit");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> BulkWorker.builder(evolink, store).start())
        .withMessageContaining("saveInto");
  }

  @Test
  void namesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> Bulk.open(evolink, store, "a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bulk.open(evolink, store, " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkItem.of("x".repeat(131), ImageRequest.of("x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkItem.of("a\nb", ImageRequest.of("x")));
  }
}
