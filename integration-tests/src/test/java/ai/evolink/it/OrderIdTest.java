package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.JournalState;
import ai.evolink.Purchase;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.model.MediaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One order id is bought once, whatever happens in between. */
class OrderIdTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final SubmitOptions ORDER = order("order-42");

  private static SubmitOptions order(String id) {
    return SubmitOptions.builder().orderId(id).waitOptions(MockService.AT_ONCE).build();
  }

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final Shop shop = new Shop();

  @BeforeEach
  void open() {
    shop.port = service.server.getPort();
    service.server.setDispatcher(shop);
  }

  private EvolinkClient.Builder client() {
    return service.client().journal(TaskJournal.file(folder.resolve("journal")));
  }

  // ---- bought before

  @Test
  void orderIsBoughtOnceInOneProcess() {
    try (EvolinkClient evolink = client().build()) {
      Generation first = evolink.images().generate(CAT, ORDER).result();
      Generation second = evolink.images().generate(CAT, ORDER).result();

      assertThat(second.task()).isEqualTo(first.task());
      assertThat(first.task().isReplayed()).isFalse();
      assertThat(second.task().isReplayed()).isTrue();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void orderIsBoughtOnceInTwoProcesses() {
    Generation first;
    try (EvolinkClient evolink = client().build()) {
      first = evolink.images().generate(CAT, ORDER).result();
    }
    try (EvolinkClient evolink = client().build();
        LogCapture log = new LogCapture(Level.INFO)) {
      TaskHandle handle = evolink.images().submit(CAT, ORDER).result();

      assertThat(handle).isEqualTo(first.task());
      assertThat(handle.isReplayed()).isTrue();
      assertThat(handle.orderId()).contains("order-42");
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.equals(
                      "order-42 has been bought before, as task "
                          + Shop.FIRST
                          + "; nothing is sent."));
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void submitsWithoutAnOrderIdBuyEachTime() {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generate(CAT, MockService.AT_ONCE).result();
      evolink.images().generate(CAT, MockService.AT_ONCE).result();
    }
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void failedTaskFailsAgainUntilItIsRetried() {
    shop.status = "failed";
    try (EvolinkClient evolink = client().build()) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(TaskFailedException.class)
            .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());
      }
      assertThat(shop.bought).hasSize(1);

      shop.status = "completed";
      Purchase failed = evolink.recover().failed().get(0);
      assertThat(failed.entry().state()).isEqualTo(JournalState.FAILED);
      Generation made = failed.retry(MockService.AT_ONCE).result();

      assertThat(made.task().id()).isNotEqualTo(Shop.FIRST);
      assertThat(evolink.images().generate(CAT, ORDER).result().task()).isEqualTo(made.task());
    }
    assertThat(shop.bought).hasSize(2).allMatch(body -> body.contains("A cat"));
  }

  @Test
  void refusedOrderIsFreeAgain() {
    shop.answers.add(Shop.Answer.REFUSED);
    try (EvolinkClient evolink = client().build()) {
      ApiException refused =
          catchThrowableOfType(
              ApiException.class, () -> evolink.images().generate(CAT, ORDER).result());

      assertThat(refused.orderId()).contains("order-42");
      assertThat(refused).hasMessageStartingWith("Order \"order-42\": Evolink refused POST");
      assertThat(evolink.images().generate(CAT, ORDER).result().task().isReplayed()).isFalse();
    }
    assertThat(shop.bought).hasSize(1);
  }

  // ---- under way

  @Test
  void callsAtTheSameTimeShareOneSubmit() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = client().build()) {
      TaskFuture one = evolink.images().generate(CAT, ORDER);
      arrived.await();
      EvolinkFuture<TaskHandle> two = evolink.images().submit(CAT, ORDER);
      TaskFuture three = evolink.images().generate(CAT, ORDER);

      one.cancel(true);
      go.countDown();

      assertThat(three.result().task()).isEqualTo(two.result());
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void submitIsGivenUpWhenAllOfItsCallersHaveLeft() throws Exception {
    Gate upload = new Gate();
    try (EvolinkClient evolink = client().build()) {
      ImageRequest withPicture =
          ImageRequest.builder("A cat")
              .reference(MediaSource.stream(upload::open, "image/png"))
              .build();
      TaskFuture one = evolink.images().generate(withPicture);
      upload.reached.await();
      assertThat(one.cancel(true)).isTrue();
      upload.go.countDown();
    }
    assertThat(shop.bought).isEmpty();
  }

  @Test
  void orderThatWasGivenUpInLineIsFreeAgain() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = client().maxConcurrentRequests(1).build()) {
      EvolinkFuture<TaskHandle> first = evolink.images().submit(ImageRequest.of("A dog"));
      arrived.await();
      assertThat(evolink.images().submit(CAT, ORDER).cancel(true)).isTrue();
      go.countDown();
      first.result();

      assertThat(evolink.images().submit(CAT, ORDER).result().isReplayed()).isFalse();
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
    assertThat(shop.bought).hasSize(2);
  }

  private static final class Gate {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    java.io.InputStream open() {
      Shop.hold(reached, go);
      return new java.io.ByteArrayInputStream(new byte[10]);
    }
  }

  // ---- uncertain

  @Test
  void uncertainOrderIsNotSentAgainUntilSomebodyDecides() {
    shop.answers.add(Shop.Answer.LOST);
    try (EvolinkClient evolink = client().build()) {
      for (int i = 0; i < 3; i++) {
        SubmissionUncertainException doubt =
            catchThrowableOfType(
                SubmissionUncertainException.class,
                () -> evolink.images().generate(CAT, ORDER).result());
        assertThat(doubt.orderId()).contains("order-42");
        assertThat(doubt.model()).contains("gemini-2.5-flash-image");
        assertThat(doubt.charge()).isEqualTo(Charge.UNKNOWN);
        assertThat(doubt.getMessage())
            .matches(
                "Order \"order-42\": Sent POST /v1/images/generations for model"
                    + " gemini-2\\.5-flash-image at [0-9T:.Z-]+, but no answer came back \\([^()]*\\): the"
                    + " task may have been created and charged\\. .*");
      }
      assertThat(shop.bought).hasSize(1);
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().submit(CAT, ORDER).result())
          .withMessageEndingWith(
              "Look for it in the dashboard, then decide: recover().uncertain() has retry(),"
                  + " accept(taskId) and giveUp().");

      Generation made = evolink.recover().uncertain().get(0).retry(MockService.AT_ONCE).result();

      assertThat(made.task().orderId()).contains("order-42");
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void orderThatWasGivenUpStaysTaken() {
    shop.answers.add(Shop.Answer.LOST);
    try (EvolinkClient evolink = client().build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());
      evolink.recover().uncertain().get(0).giveUp();

      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result())
          .withMessageContaining("but the attempt was given up: the task may have been created")
          .withMessageEndingWith("Use another order id to buy it again.");
      assertThat(evolink.recover().isEmpty()).isTrue();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void taskThatTheCallerNamesIsTakenIfItFits() {
    shop.answers.add(Shop.Answer.LOST);
    List<TaskHandle> told = new CopyOnWriteArrayList<>();
    try (EvolinkClient evolink = client().onSubmitted(told::add).build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());
      Purchase doubt = evolink.recover().uncertain().get(0);

      shop.models.put("task-unified-1757165031-of-others", "seedream-4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> doubt.accept("task-unified-1757165031-of-others").result())
          .withMessageContaining("its model is seedream-4, not gemini-2.5-flash-image");
      TaskHandle accepted = doubt.accept(Shop.FIRST).result();

      assertThat(told).containsExactly(accepted);
      assertThat(evolink.images().generate(CAT, ORDER).result().task()).isEqualTo(accepted);
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void taskThatIsOlderThanTheSubmitDoesNotFit() {
    shop.answers.add(Shop.Answer.LOST);
    shop.created = 1_757_165_031;
    try (EvolinkClient evolink = client().build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.recover().uncertain().get(0).accept(Shop.FIRST).result())
          .withMessageContaining("it was made before, at 2025-09-06T13:23:51Z");
    }
  }

  @Test
  void taskOfAnotherOrderDoesNotFit() {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generate(CAT, order("order-41")).result();
      shop.answers.add(Shop.Answer.LOST);
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, ORDER).result());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.recover().uncertain().get(0).accept(Shop.FIRST).result())
          .withMessageContaining("it is that of order-41");
    }
  }

  // ---- wrong use

  @Test
  void orderIdOfAnotherRequestIsRefused() {
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generate(CAT, ORDER).result();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().generate(ImageRequest.of("A dog"), ORDER))
          .withMessageStartingWith("The order id \"order-42\" belongs to another request.");
    }
    assertThat(shop.submits).hasSize(1);
  }

  @Test
  void orderIdNeedsAJournal() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.evolink.images().generate(CAT, ORDER))
        .withMessage(
            "An order id needs a journal: call journal(TaskJournal.file(path)) on the client's"
                + " builder");
  }

  // ---- where it is told

  @Test
  void orderIdReachesHookAndHandleButNoTokenAndNoRequest() {
    List<TaskHandle> told = new CopyOnWriteArrayList<>();
    try (EvolinkClient evolink = client().onSubmitted(told::add).build()) {
      TaskHandle handle = evolink.images().submit(CAT, ORDER).result();

      assertThat(told).singleElement().isSameAs(handle);
      assertThat(handle.orderId()).contains("order-42");
      assertThat(TaskHandle.fromToken(handle.toToken()).orderId()).isEmpty();
    }
    assertThat(shop.submits)
        .allSatisfy(
            request -> {
              assertThat(request.getBody().utf8()).doesNotContain("order-42");
              assertThat(request.getHeaders().toString()).doesNotContain("order-42");
            });
  }

  // ---- the other options

  @Test
  void headersGoWithTheSubmitAlone() {
    SubmitOptions options =
        SubmitOptions.builder()
            .header("X-Tenant", "a")
            .header("x-tenant", "b")
            .waitOptions(MockService.AT_ONCE)
            .build();
    try (EvolinkClient evolink = client().build()) {
      evolink.images().generate(CAT, options).result();
    }
    assertThat(shop.submits)
        .singleElement()
        .extracting(r -> r.getHeaders().values("X-Tenant"))
        .isEqualTo(List.of("b"));
  }

  @Test
  void submitTimeoutIsThatOfTheCall() {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    SubmitOptions options =
        SubmitOptions.builder().orderId("slow").submitTimeout(Duration.ofMillis(200)).build();
    try (EvolinkClient evolink = client().build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT, options).result());
      go.countDown();
      assertThat(evolink.recover().uncertain())
          .singleElement()
          .satisfies(doubt -> assertThat(doubt.entry().state()).isEqualTo(JournalState.UNCERTAIN));
    }
  }
}
