package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.FakeTasks.snapshot;
import static ai.evolink.WaiterFixture.s;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Continuations and listeners run on the continuation executor, whatever completes the future. */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
class ContinuationThreadTest {
  private final ExecutorService executor =
      Executors.newCachedThreadPool(new DaemonThreads("callback"));
  private final WaiterFixture f =
      WaiterFixture.completingOn(Continuations.completionThreads(), executor);

  @AfterEach
  void close() {
    f.close();
    executor.shutdownNow();
  }

  static List<Consumer<TaskFuture>> endingsByHand() {
    return List.of(
        wait -> wait.complete(null),
        wait -> wait.completeExceptionally(new IllegalStateException()),
        wait -> wait.cancel(true),
        wait -> wait.thenApply(made -> 1).cancel(true),
        wait -> wait.completeAsync(() -> null, Runnable::run));
  }

  static List<Consumer<TaskFuture>> endingsByTheClient() {
    return List.of(
        wait -> wait.orTimeout(0, SECONDS),
        wait -> wait.completeOnTimeout(null, 0, SECONDS),
        wait -> wait.copy().orTimeout(0, SECONDS),
        wait -> wait.waits.close(),
        wait -> {});
  }

  @ParameterizedTest
  @MethodSource({"endingsByHand", "endingsByTheClient"})
  void continuationsRunOnTheCallbackExecutor(Consumer<TaskFuture> ending) throws Exception {
    f.service.completesAt("a", s(4));
    TaskFuture wait = f.await("a");
    BlockingQueue<String> threads = new LinkedBlockingQueue<>();
    EvolinkFuture<?> seen =
        wait.whenComplete((made, failure) -> threads.add(Thread.currentThread().getName()));
    ending.accept(wait);
    f.pass(10); // the ring, and the answer to the poll, come on this thread
    assertThat(threads.poll(10, SECONDS)).startsWith("callback-");
    assertThat(seen).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("endingsByTheClient")
  void whatDependsOnForeignStagesRunsOnNoThreadThatMovesBytesOrTime(Consumer<TaskFuture> ending)
      throws Exception {
    f.service.completesAt("a", s(4));
    TaskFuture wait = f.await("a");
    BlockingQueue<String> threads = new LinkedBlockingQueue<>();
    CompletableFuture<?> all =
        CompletableFuture.allOf(wait)
            .whenComplete((none, failure) -> threads.add(Thread.currentThread().getName()));
    CompletableFuture<?> composed =
        CompletableFuture.completedFuture(1)
            .thenCompose(one -> wait)
            .whenComplete((made, failure) -> threads.add(Thread.currentThread().getName()));
    ending.accept(wait);
    f.pass(10);
    assertThat(threads.poll(10, SECONDS)).startsWith("evolink-completion-");
    assertThat(threads.poll(10, SECONDS)).startsWith("evolink-completion-");
    assertThat(all).isNotNull();
    assertThat(composed).isNotNull();
  }

  @Test
  void aCancelledFutureSaysSoAtOnce() {
    TaskFuture wait = f.await("a");
    CountDownLatch blocked = new CountDownLatch(1);
    EvolinkFuture<?> stage = wait.whenComplete((made, failure) -> awaitQuietly(blocked));
    assertThat(wait.cancel(true)).isTrue();
    assertThat(wait.isDone()).isTrue();
    assertThat(wait.isCancelled()).isTrue();
    assertThat(wait.isCompletedExceptionally()).isTrue();
    blocked.countDown();
    assertThatThrownBy(stage::result).isNotNull();
  }

  @Test
  void aStageHearsOfItsOwnCancelBeforeThatOfItsSource() {
    for (int i = 0; i < 200; i++) {
      TaskFuture wait = f.await("a" + i);
      EvolinkFuture<Integer> stage = wait.thenApply(made -> 1);
      EvolinkFuture<Integer> next = stage.thenApply(one -> 2);
      assertThat(stage.cancel(true)).isTrue();
      assertThatThrownBy(next::result).isNotNull();
      assertThat(stage.isCancelled()).isTrue();
    }
  }

  @Test
  void listenersHearEachChangeOnceAndInOrder() throws Exception {
    int[] progress = {0, 0, 10, 10, 40, 40, 40, 90};
    f.service.lives(
        "a",
        at -> {
          int poll = (int) at.toSeconds() - 1;
          return poll < progress.length
              ? processing("a", progress[poll])
              : snapshot("a", "completed");
        });
    List<String> heard = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    TaskFuture wait =
        f.await(
            "a",
            listening(
                seen -> {
                  assertThat(Thread.currentThread().getName()).startsWith("callback-");
                  heard.add(seen.status() + " " + seen.progress().orElse(-1));
                  if (seen.isTerminal()) {
                    last.countDown();
                  }
                }));
    f.pass(20);
    assertThat(wait.result().task().id()).isEqualTo("a");
    assertThat(last.await(10, SECONDS)).isTrue();
    assertThat(heard)
        .containsExactly(
            "processing 0", "processing 10", "processing 40", "processing 90", "completed -1");
  }

  @Test
  void aBlockedListenerHoldsUpNobody() throws Exception {
    f.service.lives(
        "a",
        at ->
            at.toSeconds() < 5
                ? processing("a", (int) at.toSeconds())
                : snapshot("a", "completed"));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    List<TaskSnapshot> heard = new CopyOnWriteArrayList<>();
    TaskFuture slow =
        f.await(
            "a",
            listening(
                seen -> {
                  heard.add(seen);
                  started.countDown();
                  awaitQuietly(blocked);
                }));
    TaskFuture quick = f.await("a", listening(seen -> {}));
    f.pass(10);
    assertThat(slow.result().task().id()).isEqualTo("a");
    assertThat(quick.result().task().id()).isEqualTo("a");
    assertThat(started.await(10, SECONDS)).isTrue();
    assertThat(heard).hasSize(1); // one at a time
    blocked.countDown();
  }

  @Test
  void aListenerThatThrowsIsLoggedAndHearsTheRest() throws Exception {
    f.service.lives(
        "a",
        at ->
            at.toSeconds() < 3
                ? processing("a", (int) at.toSeconds())
                : snapshot("a", "completed"));
    CountDownLatch heard = new CountDownLatch(3);
    TaskFuture wait =
        f.await(
            "a",
            listening(
                seen -> {
                  heard.countDown();
                  throw new IllegalStateException("clumsy");
                }));
    f.pass(10);
    assertThat(wait.result().task().id()).isEqualTo("a");
    assertThat(heard.await(10, SECONDS)).isTrue();
    assertThat(f.log.lines()).anyMatch(line -> line.contains("clumsy"));
  }

  @Test
  void aRefusingExecutorLeavesNoFuturePending() {
    try (WaiterFixture refused =
        new WaiterFixture(
            task -> {
              throw new RejectedExecutionException("full");
            },
            PollBudget.ofDefaults())) {
      refused.service.completesAt("a", s(4));
      TaskFuture wait = refused.await("a");
      EvolinkFuture<String> thread = wait.thenApply(made -> Thread.currentThread().getName());
      refused.pass(5);
      assertThat(thread.result()).startsWith("evolink-fallback");
    }
  }

  @Test
  void closeRunsContinuationsEvenAfterTheExecutorIsGone() {
    TaskFuture wait = f.await("a");
    executor.shutdown();
    f.waiter.close();
    assertThatThrownBy(wait::result).isInstanceOf(ClientClosedException.class);
  }

  private static WaitOptions listening(Consumer<TaskSnapshot> listener) {
    return WaitOptions.builder()
        .policy(PollPolicy.fixed(Duration.ofSeconds(1)))
        .onProgress(listener)
        .build();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
