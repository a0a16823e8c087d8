package ai.evolink.it;

import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a submit has bought when nobody waits for it any more is told to somebody: at least to the
 * log.
 */
class UnclaimedTaskTest {
  private static final Pattern TOKEN = Pattern.compile("resume\\(\"([^\"]+)\"\\)");

  @RegisterExtension final MockService service = MockService.askedOnce();

  private final HeldAnswer held = new HeldAnswer();

  /** One thread, so that a task run by it has run after everything before. */
  private final ExecutorService callbacks = Executors.newSingleThreadExecutor();

  private final LogCapture log = new LogCapture(Level.WARNING);

  @BeforeEach
  void holdTheAnswer() {
    service.server.setDispatcher(held);
  }

  @AfterEach
  void endAll() {
    log.close();
    callbacks.shutdownNow();
  }

  enum GivenUp {
    SUBMIT_CANCELLED(evolink -> submit(evolink), submit -> submit.cancel(true)),
    SUBMIT_TIMED_OUT(
        evolink -> submit(evolink), submit -> submit.orTimeout(1, TimeUnit.NANOSECONDS)),
    STAGE_CANCELLED(
        evolink -> submit(evolink).thenApply(TaskHandle::id), stage -> stage.cancel(true)),
    WAIT_CANCELLED(evolink -> generate(evolink), wait -> wait.cancel(true)),
    WAIT_ENDED_BY_HAND(
        evolink -> generate(evolink),
        wait -> wait.completeExceptionally(new IllegalStateException("enough")));

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final Function<EvolinkClient, EvolinkFuture<?>> begin;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final Consumer<EvolinkFuture<?>> end;

    GivenUp(Function<EvolinkClient, EvolinkFuture<?>> begin, Consumer<EvolinkFuture<?>> end) {
      this.begin = begin;
      this.end = end;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAGivenUpSubmitHasBoughtIsAWarning(GivenUp how) throws Exception {
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<?> future = how.begin.apply(evolink);
      held.arrived.await();
      how.end.accept(future);
      Awaits.until("the end of " + how, future::isDone);

      held.release.countDown();

      assertThat(warning())
          .startsWith(
              "A submit was given up after it had left, and has bought TaskHandle[" + TASK_ID);
      assertThat(resumed(warning())).isEqualTo(TaskHandle.ofId(TASK_ID));
    }
  }

  @Test
  void whatIsBoughtForAClosedClientIsAWarning() throws Exception {
    TaskFuture wait;
    try (EvolinkClient evolink = client().build()) {
      wait = generate(evolink);
      held.arrived.await();
    }
    Awaits.until("the end of the wait", wait::isDone);

    held.release.countDown();

    assertThat(resumed(warning())).isEqualTo(TaskHandle.ofId(TASK_ID));
  }

  @Test
  void hookIsToldInPlaceOfTheLog() throws Exception {
    CompletableFuture<TaskHandle> bought = new CompletableFuture<>();
    try (EvolinkClient evolink = client().onSubmitted(bought::complete).build()) {
      EvolinkFuture<?> submit = submit(evolink);
      held.arrived.await();
      submit.cancel(true);

      held.release.countDown();

      assertThat(bought.get(30, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
      assertThat(warnings(evolink)).isEmpty();
    }
  }

  @Test
  void handleThatIsTakenIsNoWarning() throws Exception {
    try (EvolinkClient evolink = client().build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      held.release.countDown();

      assertThat(submit.result().id()).isEqualTo(TASK_ID);
      submit.cancel(true);
      assertThat(warnings(evolink)).isEmpty();
    }
  }

  @Test
  void submitOfAClosedClientStillGivesItsHandleAndNoWarning() throws Exception {
    EvolinkClient evolink = client().build();
    EvolinkFuture<TaskHandle> submit = submit(evolink);
    held.arrived.await();
    evolink.close();
    held.release.countDown();

    assertThat(submit.result().id()).isEqualTo(TASK_ID);
    assertThat(warnings(evolink)).isEmpty();
  }

  private EvolinkClient.Builder client() {
    return service.client().continuationExecutor(callbacks);
  }

  private static EvolinkFuture<TaskHandle> submit(EvolinkClient evolink) {
    return evolink.images().submit(ImageRequest.of("A cat"));
  }

  private static TaskFuture generate(EvolinkClient evolink) {
    return evolink.images().generate(ImageRequest.of("A cat"));
  }

  private String warning() {
    Awaits.until("a warning", () -> !log.lines().isEmpty());
    assertThat(log.lines()).hasSize(1);
    return log.lines().get(0);
  }

  private List<String> warnings(EvolinkClient evolink) throws Exception {
    Awaits.until("the end of all calls", () -> evolink.callsInFlight() == 0);
    callbacks.submit(() -> {}).get(30, TimeUnit.SECONDS);
    return log.lines();
  }

  private static TaskHandle resumed(String warning) {
    Matcher token = TOKEN.matcher(warning);
    assertThat(token.find()).as(warning).isTrue();
    return TaskHandle.fromToken(token.group(1));
  }
}
