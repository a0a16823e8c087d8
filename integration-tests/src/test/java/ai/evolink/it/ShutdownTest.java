package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.WaitInterruptedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was sent when a client or its JVM comes to an end is told, if the answer comes soon. */
class ShutdownTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");

  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  private final HeldAnswer held = new HeldAnswer();

  @BeforeEach
  void hold() {
    service.server.setDispatcher(held);
  }

  // ---- close

  @Test
  void closeWithATimeWaitsForTheAnswerToASubmit() throws Exception {
    List<TaskHandle> told = new CopyOnWriteArrayList<>();
    EvolinkClient evolink = service.client().onSubmitted(told::add).build();
    EvolinkFuture<TaskHandle> submit = evolink.images().submit(CAT);
    held.arrived.await();
    FutureTask<Boolean> closing = new FutureTask<>(() -> evolink.close(Duration.ofMinutes(1)));
    Thread closer = new Thread(closing);
    closer.start();
    Awaits.until(
        "close waits", () -> closer.getState() == Thread.State.TIMED_WAITING || closing.isDone());
    assertThat(closing).isNotDone();
    assertThatExceptionOfType(ClientClosedException.class)
        .isThrownBy(() -> evolink.images().submit(CAT).result());

    held.release.countDown();

    assertThat(closing.get()).isTrue();
    assertThat(told).containsExactly(submit.result());
    assertThatExceptionOfType(ClientClosedException.class)
        .isThrownBy(() -> evolink.images().submit(CAT).result());
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void futureOfASubmitIsDoneWhenCloseReturns() {
    held.release.countDown();
    for (int i = 0; i < 200; i++) { // it completes on another thread, which may be late
      EvolinkClient evolink = service.client().build();
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(CAT);
      assertThat(evolink.close(Duration.ofMinutes(1))).isTrue();
      assertThat(submit).isDone();
    }
  }

  @Test
  void closeWithATimeTellsThatItWasNotEnough() throws Exception {
    EvolinkClient evolink = service.client().build();
    EvolinkFuture<TaskHandle> submit = evolink.images().submit(CAT);
    held.arrived.await();

    assertThat(evolink.close(Duration.ZERO)).isFalse();

    held.release.countDown();
    assertThat(submit.result().id()).isEqualTo(MockService.TASK_ID);
  }

  @Test
  void closeWithATimeCanBeInterrupted() throws Exception {
    EvolinkClient evolink = service.client().build();
    evolink.images().submit(CAT);
    held.arrived.await();

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(WaitInterruptedException.class)
        .isThrownBy(() -> evolink.close(Duration.ofMinutes(1)));
    assertThat(Thread.interrupted()).isTrue();
    held.release.countDown();
  }

  @Test
  void closeWithoutSubmitsReturnsAtOnce() {
    assertThat(service.client().build().close(Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void negativeTimeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.evolink.close(Duration.ofSeconds(-1)))
        .withMessage("atMost must not be negative, but was -1 s");
  }

  // ---- the end of the JVM

  /** Submits, and ends at once. */
  static final class Leaving {
    private Leaving() {}

    public static void main(String[] args) throws Exception {
      try (EvolinkClient evolink =
          EvolinkClient.builder(MockService.KEY)
              .baseUrl(URI.create(args[0]))
              .journal(TaskJournal.file(Path.of("journal")))
              .onSubmitted(task -> System.out.println("told of " + task.id()))
              .build()) {
        evolink.images().submit(CAT);
        Path arrived = Path.of("arrived");
        while (!Files.exists(arrived)) {
          Thread.onSpinWait();
        }
      }
      System.out.println("main ends");
    }
  }

  @Test
  void jvmWaitsForTheAnswerToASubmitThatHasLeft() throws Exception {
    CompletableFuture<Void> answering = answerAfterArrival();

    ChildJvm.Ended child = leave();

    answering.get();
    assertThat(child.output()).contains("main ends", "told of " + MockService.TASK_ID);
    assertThat(Files.readString(folder.resolve("journal"))).contains("\"state\":\"accepted\"");
    assertThat(child.exitCode()).isZero();
  }

  @Test
  void jvmDoesNotWaitForEver() throws Exception {
    CompletableFuture<Void> seen = arrival();

    ChildJvm.Ended child = leave();

    seen.get();
    assertThat(child.output()).contains("main ends").doesNotContain("told of");
    assertThat(Files.readString(folder.resolve("journal"))).contains("\"state\":\"intent\"");
    held.release.countDown();
  }

  private ChildJvm.Ended leave() throws Exception {
    return ChildJvm.run(
        folder,
        Map.of(),
        "-cp",
        System.getProperty("java.class.path"),
        Leaving.class.getName(),
        service.url().toString());
  }

  private CompletableFuture<Void> arrival() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            held.arrived.await();
            Files.createFile(folder.resolve("arrived"));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  /** Answers once the program has come to the end of its main method, or is about to. */
  private CompletableFuture<Void> answerAfterArrival() {
    return arrival()
        .thenRunAsync(
            held.release::countDown, CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));
  }
}
