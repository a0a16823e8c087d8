package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.Artifact;
import ai.evolink.CallListener;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Outcome;
import ai.evolink.Poll;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a call listener is told of submits, waits and saved files. */
class CallListenerTest {
  private static final ImageRequest CAT = ImageRequest.builder("A cat").build();
  private static final String PENDING = MockService.task("processing", ",\"progress\":40");

  @RegisterExtension final MockService service = MockService.askedOnce();
  private final Heard heard = new Heard();
  private final LogCapture log = new LogCapture(Level.WARNING);

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void generatedAndSavedImageIsToldFromStartToFile(@TempDir Path folder) {
    service.answer(MockService.SUBMITTED);
    service.answer(PENDING);
    service.answer(completed());
    service.answer(
        new MockResponse.Builder().setHeader("Content-Type", "image/png").body("png").build());

    try (EvolinkClient evolink = listened().build()) {
      evolink
          .images()
          .generate(CAT, MockService.AT_ONCE)
          .result()
          .only()
          .saveTo(folder.resolve("cat.png"));

      heard.awaits(
          "start GENERATE IMAGE gemini-2.5-flash-image",
          "accepted 1.6",
          "polled processing",
          "polled completed",
          "ended Completed",
          "saved cat.png");
    }
    assertThat(heard.startedOn).containsExactly(Thread.currentThread());
    assertThat(heard.toldOn).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void submitEndsWithItsAcceptance() {
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = listened().build()) {
      evolink.images().submit(CAT).result();

      heard.awaits("start SUBMIT IMAGE gemini-2.5-flash-image", "accepted 1.6");
    }
  }

  @Test
  void refusalIsTold() {
    service.answer(400, "{\"error\":{\"code\":\"invalid_request\",\"message\":\"no\"}}");

    try (EvolinkClient evolink = listened().build()) {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> evolink.images().generate(CAT).result());

      heard.awaits("start GENERATE IMAGE gemini-2.5-flash-image", "refused ApiException");
    }
  }

  @Test
  void requestThatIsNotEvenSentIsRefused() {
    try (EvolinkClient evolink = listened().build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().submit(CAT, SubmitOptions.ofOrder("order-1")));

      heard.awaits(
          "start SUBMIT IMAGE gemini-2.5-flash-image order-1", "refused IllegalArgumentException");
    }
  }

  @Test
  void lostAnswerIsUncertain() {
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build());

    try (EvolinkClient evolink = listened().build()) {
      assertThatExceptionOfType(SubmissionUncertainException.class)
          .isThrownBy(() -> evolink.images().generate(CAT).result());

      heard.awaits("start GENERATE IMAGE gemini-2.5-flash-image", "uncertain");
    }
  }

  @Test
  void throttledSubmitAndPollAreTold() {
    String busy = "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\"}}";
    service.answer(429, busy);
    service.answer(MockService.SUBMITTED);
    service.answer(429, busy);
    service.answer(completed());

    try (EvolinkClient evolink = listened().maxRetries(1).build()) {
      evolink.images().generate(CAT, MockService.AT_ONCE).result();

      heard.awaits(
          "start GENERATE IMAGE gemini-2.5-flash-image",
          "throttled",
          "accepted 1.6",
          "throttled",
          "polled 429",
          "polled completed",
          "ended Completed");
    }
  }

  @Test
  void waitForAnExistingTaskIsACallOfItsOwn() {
    service.answer(MockService.task("failed", ",\"error\":{\"code\":\"x\",\"message\":\"no\"}"));

    try (EvolinkClient evolink = listened().build()) {
      TaskFuture wait = evolink.tasks().follow(MockService.TASK_ID);

      heard.awaits("start FOLLOW OTHER", "polled failed", "ended Failed");
      assertThat(wait).isCompletedExceptionally();
    }
  }

  @Test
  void cancelledWaitEndsUnfinished() {
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = listened().build()) {
      TaskFuture wait = evolink.images().generate(CAT);
      wait.submitted().result();
      wait.cancel(false);

      heard.awaits(
          "start GENERATE IMAGE gemini-2.5-flash-image",
          "accepted 1.6",
          "ended Unfinished CancellationException");
    }
  }

  @Test
  void waitThatWasCancelledDuringTheSubmitIsToldWhatItBought() throws Exception {
    HeldAnswer held = new HeldAnswer();
    service.server.setDispatcher(held);

    try (EvolinkClient evolink = listened().build()) {
      TaskFuture wait = evolink.images().generate(CAT);
      held.arrived.await();
      wait.cancel(false);
      held.release.countDown();

      heard.awaits(
          "start GENERATE IMAGE gemini-2.5-flash-image",
          "accepted 1.6",
          "ended Unfinished CancellationException");
    }
  }

  @Test
  void deadlineIsTold() {
    service.answer(MockService.SUBMITTED);
    service.answer(PENDING);

    try (EvolinkClient evolink = listened().build()) {
      assertThatExceptionOfType(TaskTimeoutException.class)
          .isThrownBy(
              () -> evolink.images().generate(CAT, WaitOptions.of(Duration.ofMillis(1))).result());

      Awaits.until("the end", () -> heard.lines.contains("ended Unfinished TaskTimeoutException"));
    }
  }

  @Test
  void orderThatIsReplayedIsToldByItsCredits() {
    service.answer(MockService.SUBMITTED);
    SubmitOptions order = SubmitOptions.ofOrder("order-1");

    TaskJournal journal = TaskJournal.inMemory();

    try (EvolinkClient first = listened().journal(journal).build();
        EvolinkClient second = listened().journal(journal).build()) {
      first.images().submit(CAT, order).result();
      Awaits.until("the acceptance", () -> heard.lines.size() == 2);
      second.images().submit(CAT, order).result();

      heard.awaits(
          "start SUBMIT IMAGE gemini-2.5-flash-image order-1",
          "accepted 1.6",
          "start SUBMIT IMAGE gemini-2.5-flash-image order-1",
          "accepted 1.6 again");
    }
  }

  @Test
  void listenerThatThrowsHarmsNobody() {
    service.answer(MockService.SUBMITTED);
    service.answer(completed());
    CallListener thrower =
        call -> {
          throw new IllegalStateException("start");
        };
    CallListener later =
        call ->
            new CallListener.Observer() {
              @Override
              public void accepted(TaskHandle task) {
                throw new IllegalStateException("accepted");
              }
            };

    try (EvolinkClient evolink =
        service.client().callListener(thrower).callListener(later).callListener(heard).build()) {
      evolink.images().generate(CAT, MockService.AT_ONCE).result();

      heard.awaits(
          "start GENERATE IMAGE gemini-2.5-flash-image",
          "accepted 1.6",
          "polled completed",
          "ended Completed");
    }
    assertThat(log.lines()).filteredOn(line -> line.contains("call listener threw")).hasSize(2);
  }

  @Test
  void contextOfTheCallerIsThereWhenACallBegins() {
    ThreadLocal<String> tenant = new ThreadLocal<>();
    List<String> bought = new CopyOnWriteArrayList<>();
    CallListener listener =
        call -> {
          String of = tenant.get();
          return new CallListener.Observer() {
            @Override
            public void accepted(TaskHandle task) {
              bought.add(of + ", then " + tenant.get());
            }
          };
        };
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = service.client().callListener(listener).build()) {
      tenant.set("acme");
      evolink.images().submit(CAT).result();

      Awaits.until("the acceptance", () -> !bought.isEmpty());
    }
    assertThat(bought).containsExactly("acme, then null");
  }

  @Test
  void listenerMayNotWantToKnow() {
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = service.client().callListener(call -> null).build()) {
      assertThat(evolink.images().submit(CAT).result().id()).isEqualTo(MockService.TASK_ID);
    }
  }

  private EvolinkClient.Builder listened() {
    return service.client().callListener(heard);
  }

  private String completed() {
    return MockService.task(
        "completed", ",\"results\":[\"" + service.server.url("/files/1.png") + "\"]");
  }

  /** Writes down what it is told. */
  private static final class Heard implements CallListener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<Thread> startedOn = new CopyOnWriteArrayList<>();
    final List<Thread> toldOn = new CopyOnWriteArrayList<>();

    @Override
    public Observer start(Call call) {
      startedOn.add(Thread.currentThread());
      lines.add(
          "start "
              + call.operation()
              + " "
              + call.kind()
              + call.model().map(id -> " " + id).orElse("")
              + call.orderId().map(id -> " " + id).orElse(""));
      return new Written(this);
    }

    void tell(String line) {
      toldOn.add(Thread.currentThread());
      lines.add(line);
    }

    void awaits(String... expected) {
      Awaits.until(() -> "so many events: " + lines, () -> lines.size() >= expected.length);
      assertThat(lines).containsExactly(expected);
    }
  }

  private record Written(Heard heard) implements CallListener.Observer {
    @Override
    public void accepted(TaskHandle task) {
      heard.tell(
          "accepted " + task.creditsReserved().orElseThrow() + (task.isReplayed() ? " again" : ""));
    }

    @Override
    public void refused(RuntimeException why) {
      heard.tell("refused " + why.getClass().getSimpleName());
    }

    @Override
    public void uncertain(SubmissionUncertainException why) {
      heard.tell("uncertain");
    }

    @Override
    public void throttled() {
      heard.tell("throttled");
    }

    @Override
    public void polled(Poll poll) {
      heard.tell(
          "polled "
              + poll.status()
                  .map(status -> status.value())
                  .orElseGet(() -> "" + poll.httpStatus().getAsInt()));
    }

    @Override
    public void ended(Outcome outcome) {
      String name = outcome.getClass().getSimpleName();
      heard.tell(
          "ended "
              + name
              + (name.equals("Unfinished")
                  ? " " + outcome.problem().orElseThrow().getClass().getSimpleName()
                  : ""));
    }

    @Override
    public void saved(Artifact artifact, Path file) {
      heard.tell("saved " + file.getFileName());
    }
  }
}
