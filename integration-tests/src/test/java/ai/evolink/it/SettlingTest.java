package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackReply;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.OrderBusyException;
import ai.evolink.Purchase;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A callback tells which task a submit has bought whose answer was lost, if the service agrees. */
class SettlingTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final SubmitOptions ORDER =
      SubmitOptions.builder().orderId("order-42").waitOptions(MockService.AT_ONCE).build();

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final Shop shop = new Shop();
  private final List<TaskHandle> submitted = new CopyOnWriteArrayList<>();
  private final List<TaskHandle> unclaimed = new CopyOnWriteArrayList<>();
  private final CallbackHub hub = hub();

  private CallbackHub hub() {
    return CallbackHub.at(URI.create("http://127.0.0.1:1/evolink"), KEY)
        .onUnclaimed(unclaimed::add);
  }

  @BeforeEach
  void loseTheAnswer() {
    shop.port = service.server.getPort();
    shop.answers.add(Shop.Answer.LOST);
    service.server.setDispatcher(shop);
  }

  private EvolinkClient.Builder client(CallbackHub hub) {
    return service.client().callbackHub(hub).onSubmitted(submitted::add);
  }

  private EvolinkClient.Builder journalled(CallbackHub hub) {
    return client(hub).journal(TaskJournal.file(folder.resolve("journal")));
  }

  private void lose(EvolinkClient evolink, SubmitOptions options) {
    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, options).result());
  }

  @Test
  void taskIsFoundInTheProcessThatSubmittedIt() {
    try (EvolinkClient evolink = journalled(hub).build()) {
      lose(evolink, ORDER);

      assertThat(shop.callBack(hub, 0, Shop.FIRST)).isEqualTo(CallbackReply.ACCEPTED);

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      TaskHandle found = unclaimed.get(0);
      assertThat(found.id()).isEqualTo(Shop.FIRST);
      assertThat(found.orderId()).contains("order-42");
      assertThat(submitted).containsExactly(found);
      assertThat(evolink.images().generate(CAT, ORDER).result().task()).isEqualTo(found);
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void retriedAttemptHasAnAddressOfItsOwn() {
    try (EvolinkClient evolink = journalled(hub).build()) {
      lose(evolink, ORDER);

      evolink.recover().uncertain().get(0).retry(MockService.AT_ONCE).result();
    }
    assertThat(shop.bought).hasSize(2).extracting(Shop::callbackOf).doesNotHaveDuplicates();
  }

  @Test
  void taskIsFoundWithoutAJournalInTheSameProcess() {
    try (EvolinkClient evolink = client(hub).build()) {
      lose(evolink, SubmitOptions.ofDefaults());
      assertThat(evolink.recover().uncertain()).hasSize(1);

      shop.callBack(hub, 0, Shop.FIRST);

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(submitted).extracting(TaskHandle::id).containsExactly(Shop.FIRST);
    }
  }

  @Test
  void whatIsRetriedWithoutAJournalIsUncertainNoMore() {
    try (EvolinkClient evolink = client(hub).build()) {
      lose(evolink, SubmitOptions.ofDefaults());
      Purchase doubt = evolink.recover().uncertain().get(0);

      doubt.retry(MockService.AT_ONCE).result();

      assertThat(evolink.recover().uncertain()).isEmpty();
      assertThatExceptionOfType(OrderBusyException.class)
          .isThrownBy(() -> doubt.retry(MockService.AT_ONCE).result());
    }
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void uncertainSubmitWithACallbackOfItsOwnIsRememberedToo() {
    ImageRequest own =
        ImageRequest.builder("A cat").callbackUrl(URI.create("http://127.0.0.1:1/mine")).build();
    try (EvolinkClient evolink = client(hub).build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().submit(own).result());

      assertThat(evolink.recover().uncertain()).hasSize(1);
    }
  }

  @Test
  void taskIsFoundInTheNextProcess() {
    try (EvolinkClient evolink = journalled(hub).build()) {
      lose(evolink, ORDER);
    }
    CallbackHub next = hub();
    try (EvolinkClient evolink = journalled(next).build()) {
      shop.callBack(next, 0, Shop.FIRST);

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(evolink.images().generate(CAT, ORDER).result().task().id()).isEqualTo(Shop.FIRST);
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void orderThatIsResumedDoesNotCountOnACallbackThatMayHaveCome() {
    shop.answers.clear();
    shop.status = "processing";
    try (EvolinkClient evolink = journalled(hub).build()) {
      evolink.images().submit(CAT, ORDER).result();
    }
    StillClock still = new StillClock();
    try (EvolinkClient evolink = journalled(hub()).clock(still.clock).build()) {
      TaskFuture wait = evolink.images().generate(CAT, SubmitOptions.ofOrder("order-42"));
      Awaits.until("the first poll", () -> wait.peek().isPresent());

      still.alarmWithin(Duration.ofMinutes(1));
    }
  }

  @Test
  void callbackThatComesBeforeTheAnswerIsLostIsKept() {
    shop.onSubmit = () -> shop.callBack(hub, 0, Shop.FIRST);
    try (EvolinkClient evolink = journalled(hub).build()) {
      Shop.ignoring(() -> evolink.images().generate(CAT, ORDER).result());

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
  }

  @Test
  void hintOfAProcessThatHadNoTimeToAskIsConfirmedByTheNext() throws Exception {
    Path copy = folder.resolve("copy");
    shop.onSubmit =
        () -> {
          shop.callBack(hub, 0, Shop.FIRST);
          copyTo(copy);
        };
    try (EvolinkClient evolink = journalled(hub).build()) {
      Shop.ignoring(() -> evolink.images().generate(CAT, ORDER).result());
      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
    }
    unclaimed.clear();
    assertThat(Files.readString(copy)).contains("\"hint\":\"" + Shop.FIRST + "\"");

    try (EvolinkClient evolink = client(hub()).journal(TaskJournal.file(copy)).build()) {
      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
  }

  private void copyTo(Path copy) {
    try {
      Files.copy(folder.resolve("journal"), copy);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void callbackThatNamesTheTaskOfAnotherOrderSettlesNothing() {
    try (EvolinkClient evolink = journalled(hub).build();
        LogCapture log = new LogCapture(Level.WARNING)) {
      lose(evolink, ORDER);
      SubmitOptions other =
          SubmitOptions.builder().orderId("order-43").waitOptions(MockService.AT_ONCE).build();
      TaskHandle theirs = evolink.images().submit(CAT, other).result();

      shop.callBack(hub, 0, theirs.id());

      Awaits.until("the log says why", () -> !log.lines().isEmpty());
      assertThat(log.lines())
          .containsExactly(
              "order-42 stays uncertain, although a callback names task "
                  + theirs.id()
                  + ": Task "
                  + theirs.id()
                  + " is not that of order-42: it is that of order-43");
      assertThat(evolink.recover().uncertain()).hasSize(1);
      assertThat(unclaimed).isEmpty();
    }
  }

  @Test
  void taskOfAnOrderThatWasGivenUpIsReportedAsBoughtTwice() {
    try (EvolinkClient evolink = journalled(hub).build();
        LogCapture log = new LogCapture(Level.SEVERE)) {
      lose(evolink, ORDER);
      evolink.recover().uncertain().get(0).retry(MockService.AT_ONCE).result();

      shop.callBack(hub, 0, Shop.FIRST);

      Awaits.until("the task is told", () -> !unclaimed.isEmpty());
      assertThat(log.lines())
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith("order-42 was bought twice: a callback"));
      assertThat(evolink.recover().accepted())
          .singleElement()
          .satisfies(bought -> assertThat(bought.task().orElseThrow().id()).isEqualTo(Shop.FIRST));
    }
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void callbackForASubmitOfAnotherProgramIsNoConcernOfOurs() {
    try (EvolinkClient evolink = journalled(hub).build();
        LogCapture log = new LogCapture(Level.INFO)) {
      lose(evolink, ORDER);
      int gets = service.server.getRequestCount();
      CallbackHub neighbour = hub();
      try (EvolinkClient theirs = client(neighbour).build()) {
        Shop.ignoring(() -> theirs.images().submit(CAT).result());
      }
      int before = service.server.getRequestCount();

      assertThat(shop.callBack(hub, 1, "task-unified-1757165031-of-theirs"))
          .isEqualTo(CallbackReply.ACCEPTED);

      assertThat(service.server.getRequestCount()).isEqualTo(before).isGreaterThan(gets);
      assertThat(log.lines()).isEmpty();
    }
  }
}
