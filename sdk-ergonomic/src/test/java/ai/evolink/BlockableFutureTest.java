package ai.evolink;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who blocks until a future is done waits for nothing else, whatever the executor is up to. */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
class BlockableFutureTest {
  /** A continuation executor that does nothing until it is told to. */
  private final BlockingQueue<Runnable> continuations = new LinkedBlockingQueue<>();

  private final ExecutorService callers =
      Executors.newCachedThreadPool(new DaemonThreads("caller"));
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    never.countDown();
    callers.shutdownNow();
  }

  private static EvolinkFuture<String> futureOf(Executor executor) {
    return new EvolinkFuture<>(
        new Continuations(
            executor, Continuations.completionThreads(), WaitClock.system(), Log.LOGGER));
  }

  /** Calls {@code how} on a thread of its own, and returns when that thread is blocked. */
  private Future<String> blocked(EvolinkFuture<String> future, Blocking how) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<String> result =
        callers.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return how.on(future);
            });
    while (!List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
        .contains(thread.get(20, SECONDS).getState())) {
      Thread.onSpinWait();
    }
    return result;
  }

  interface Blocking {
    String on(EvolinkFuture<String> future) throws Exception;
  }

  static List<Blocking> blockings() {
    return List.of(
        EvolinkFuture::get,
        EvolinkFuture::join,
        EvolinkFuture::result,
        future -> future.get(1, java.util.concurrent.TimeUnit.HOURS),
        future -> future.result(Duration.ofHours(1)));
  }

  private void blockForGood() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @MethodSource("blockings")
  void aBusyExecutorHoldsUpNoResult(Blocking blocking) throws Exception {
    EvolinkFuture<String> future = futureOf(continuations::add);
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    future.thenAccept(made -> ranOn.set(Thread.currentThread()));
    Future<String> first = blocked(future, blocking);
    future.thenAccept(made -> ranOn.set(Thread.currentThread()));
    Future<String> second = blocked(future, blocking);
    future.settle("made", null);
    assertThat(first.get(20, SECONDS)).isEqualTo("made");
    assertThat(second.get(20, SECONDS)).isEqualTo("made");
    assertThat(ranOn).hasValue(null);
    continuations.take().run();
    assertThat(ranOn).hasValue(Thread.currentThread());
  }

  /** The thread that completes the future runs these itself, and does not come back from them. */
  @ParameterizedTest
  @MethodSource("blockings")
  void aContinuationThatBlocksHoldsUpNoResult(Blocking blocking) throws Exception {
    List<Function<EvolinkFuture<String>, EvolinkFuture<String>>> stages =
        List.of(future -> future, future -> future.thenApply(made -> made));
    for (Function<EvolinkFuture<String>, EvolinkFuture<String>> stage : stages) {
      EvolinkFuture<String> future = futureOf(Runnable::run);
      EvolinkFuture<String> waitedFor = stage.apply(future);
      waitedFor.thenRun(this::blockForGood);
      Future<String> first = blocked(waitedFor, blocking);
      waitedFor.thenRun(this::blockForGood);
      waitedFor.handle(
          (made, failure) -> {
            blockForGood();
            return 1;
          });
      Future<String> second = blocked(waitedFor, blocking);
      waitedFor.thenAcceptAsync(made -> blockForGood(), Runnable::run);
      future.settle("made", null);
      assertThat(first.get(20, SECONDS)).isEqualTo("made");
      assertThat(second.get(20, SECONDS)).isEqualTo("made");
    }
  }

  @Test
  void aLimitEndsTheCallAndLeavesNothingBehind() {
    EvolinkFuture<String> future = futureOf(continuations::add);
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> future.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> future.result(Duration.ofMillis(1)))
          .isInstanceOf(ResultTimeoutException.class);
    }
    assertThat(future.getNumberOfDependents()).isEqualTo(1);
    assertThat(future.latch().getNumberOfDependents()).isZero();
    assertThat(future.continuations.timers().size()).isZero();
  }

  @Test
  void everyBlockedThreadIsReleased() throws Exception {
    EvolinkFuture<String> future = futureOf(continuations::add);
    List<Future<String>> all = new ArrayList<>();
    for (Blocking blocking : blockings()) {
      all.add(blocked(future, blocking));
    }
    future.settle("made", null);
    for (Future<String> each : all) {
      assertThat(each.get(20, SECONDS)).isEqualTo("made");
    }
  }

  @ParameterizedTest
  @MethodSource("blockings")
  void cancellingReleasesTheBlockedThread(Blocking blocking) throws Exception {
    EvolinkFuture<String> future = futureOf(continuations::add);
    Future<String> blocked = blocked(future, blocking);
    future.cancel(true);
    assertThat(blocked)
        .failsWithin(20, SECONDS)
        .withThrowableThat()
        .withMessageContaining("Cancel");
  }

  @Test
  void whoIsInterruptedWhenTheResultComesLosesNothing() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      EvolinkFuture<String> each = futureOf(Runnable::run);
      Blocking limited = future -> future.result(Duration.ofHours(1));
      Blocking blocking = i % 2 == 0 ? EvolinkFuture::result : limited;
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      Future<String> result =
          callers.submit(
              () -> {
                thread.complete(Thread.currentThread());
                try {
                  return blocking.on(each);
                } catch (WaitInterruptedException e) {
                  assertThat(each.isCancelled()).isTrue();
                  return "interrupted";
                } finally {
                  Thread.interrupted();
                }
              });
      Thread blocked = thread.get(20, SECONDS);
      each.settle("made", null);
      blocked.interrupt();
      assertThat(result.get(20, SECONDS)).isIn("made", "interrupted");
    }
  }
}
