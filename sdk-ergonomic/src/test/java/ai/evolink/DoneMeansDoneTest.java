package ai.evolink;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.DaemonThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that were reported before they were there, and stages that kept what they came from. */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(120)
class DoneMeansDoneTest {
  private static final int TIMES = 3_000;

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(new DaemonThreads("callback"));
  private final Continuations continuations = callbacksOn(executor);
  private final WaiterFixture f = new WaiterFixture();

  @AfterEach
  void close() {
    f.close();
    executor.shutdownNow();
  }

  private static Continuations callbacksOn(Executor executor) {
    return new Continuations(
        executor, Continuations.completionThreads(), WaitClock.system(), new RecordingLog());
  }

  private EvolinkFuture<String> call(CompletableFuture<String> answer) {
    return new Completions(continuations).publish(answer);
  }

  @Test
  void whatIsDoneHasItsResult() throws Exception {
    isDone(TIMES / 10);
  }

  @Tag("deep")
  @Test
  void whatIsDoneHasItsResultHoweverOftenItIsTried() throws Exception {
    isDone(TIMES);
  }

  private void isDone(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      EvolinkFuture<String> future = call(answer);
      if (i % 2 == 0) {
        future.thenAccept(made -> {});
      }
      CompletableFuture.runAsync(() -> answer.complete("made"));
      while (!future.isDone()) {
        Thread.onSpinWait();
      }
      assertThat(future.get(0, NANOSECONDS)).isEqualTo("made");
      FutureState.isCompleted(untyped(future));
    }
  }

  @SuppressWarnings("unchecked")
  private static CompletableFuture<Object> untyped(CompletableFuture<?> future) {
    return (CompletableFuture<Object>) future;
  }

  /** The only thread of the executor waits for a call; its continuation it cannot run meanwhile. */
  @Test
  void theOnlyCallbackThreadCanWaitForOtherCalls() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    EvolinkFuture<String> other = call(second);
    other.thenAccept(made -> {});
    EvolinkFuture<String> both =
        call(first)
            .thenApply(
                made -> {
                  second.complete("second");
                  assertThat(other.result(Duration.ofSeconds(20))).isEqualTo("second");
                  assertThat(other.join()).isEqualTo("second");
                  return made;
                });
    first.complete("first");
    assertThat(both.get(20, SECONDS)).isEqualTo("first");
  }

  @Test
  void aLimitedWaitOnTheOnlyCallbackThreadIsLimited() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    EvolinkFuture<String> starved = call(first).thenApply(made -> made);
    EvolinkFuture<String> never = call(new CompletableFuture<>());
    EvolinkFuture<String> both =
        call(first)
            .thenApply(
                made -> {
                  assertThatThrownBy(() -> never.result(Duration.ofMillis(1)))
                      .isInstanceOf(ResultTimeoutException.class);
                  return made;
                });
    first.complete("first");
    assertThat(both.get(20, SECONDS)).isEqualTo("first");
    assertThat(starved.get(20, SECONDS)).isEqualTo("first");
  }

  @Test
  void aStageWhoseSourceIsDoneEndsAsItWasTold() throws Exception {
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    executor.execute(blocked::join);
    EvolinkFuture<String> source = call(CompletableFuture.completedFuture("made"));
    CompletableFuture<String> later = new CompletableFuture<>();
    EvolinkFuture<String> cancelled = call(later).thenApply(made -> made);
    EvolinkFuture<String> completed = call(later).thenApply(made -> made);
    later.complete("made");
    assertThat(source.get(20, SECONDS)).isEqualTo("made");
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(completed.complete("mine")).isTrue();
    blocked.complete(null);
    executor.submit(() -> {}).get(20, SECONDS);
    FutureState.isCancelled(untyped(cancelled));
    FutureState.isCompleted(untyped(completed));
    assertThat(completed.join()).isEqualTo("mine");
  }

  // ---- what is kept

  private static final class Big {
    private final byte[] bytes = new byte[10_000];
  }

  /** A chain of steps, some of which fail and are rescued, and what it has made on its way. */
  private EvolinkFuture<Big> chain(
      EvolinkFuture<Big> start, int steps, List<WeakReference<?>> past) {
    EvolinkFuture<Big> last = start;
    for (int i = 0; i < steps; i++) {
      int step = i;
      EvolinkFuture<Big> next =
          switch (i % 5) {
            case 0 -> last.thenCompose(big -> made());
            case 1 ->
                last.<Big>thenApply(
                        big -> {
                          throw new IllegalStateException("step " + step);
                        })
                    .exceptionally(failure -> new Big());
            case 2 -> last.copy().handle((big, failure) -> new Big());
            default -> last.thenApply(big -> new Big());
          };
      past.add(new WeakReference<>(last));
      last.thenAccept(big -> past.add(new WeakReference<>(big)));
      last = next;
    }
    return last;
  }

  private EvolinkFuture<Big> made() {
    return new Completions(continuations).publish(CompletableFuture.completedFuture(new Big()));
  }

  /** Half of it was added to a pending future, the other half when all before was done. */
  private EvolinkFuture<Big> finishedChain(List<WeakReference<?>> past) throws Exception {
    CompletableFuture<Big> answer = new CompletableFuture<>();
    EvolinkFuture<Big> half = chain(new Completions(continuations).publish(answer), 500, past);
    answer.complete(new Big());
    half.get(60, SECONDS);
    EvolinkFuture<Big> last = chain(half, 500, past);
    last.get(60, SECONDS);
    executor.submit(() -> {}).get(20, SECONDS);
    return last;
  }

  @Test
  void aFinishedStageKeepsNothingOfItsPast() throws Exception {
    List<WeakReference<?>> past = java.util.Collections.synchronizedList(new ArrayList<>());
    EvolinkFuture<Big> last = finishedChain(past);
    assertThat(past).hasSizeGreaterThan(1_500);
    while (past.stream().anyMatch(each -> each.get() != null)) {
      System.gc(); // the time limit of the test ends this
    }
    assertThat(last.join().bytes).isNotEmpty();
  }

  @Test
  void longChainsNeitherOverflowNorFill() throws Exception {
    for (Executor each : List.<Executor>of(executor, Runnable::run)) {
      CompletableFuture<Big> answer = new CompletableFuture<>();
      EvolinkFuture<Big> last = new Completions(callbacksOn(each)).publish(answer);
      for (int i = 0; i < 50_000; i++) {
        last = last.thenApply(big -> new Big());
      }
      answer.complete(new Big());
      assertThat(last.get(100, SECONDS).bytes).isNotEmpty();
    }
  }

  @Test
  void viewsThatEndLeaveTheWait() {
    TaskFuture wait = f.await("a");
    CompletableFuture<TaskHandle> submit = new CompletableFuture<>();
    TaskFuture submitting = f.waiter.await(submit, WaiterFixture.every(5));
    int before = submit.getNumberOfDependents();
    for (int i = 0; i < TIMES; i++) {
      wait.detached().cancel(true);
      wait.detached().complete(null);
      wait.detached().orTimeout(0, SECONDS);
      submitting.submitted().cancel(true);
    }
    f.pass(1);
    assertThat(wait.getNumberOfDependents()).isZero();
    assertThat(submit.getNumberOfDependents()).isEqualTo(before);
    assertThat(wait).isNotDone();
    assertThat(f.continuations.timers().size()).isEqualTo(1); // the next poll
  }

  @Test
  void endedWaitsKeepNoLimits() {
    AtomicInteger ended = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      TaskFuture wait = f.await("a" + i);
      wait.orTimeout(1, SECONDS).whenComplete((made, failure) -> ended.incrementAndGet());
      wait.cancel(true);
    }
    assertThat(ended).hasValue(100);
    assertThat(f.continuations.timers().size()).isZero();
  }
}
