package ai.evolink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who blocks until a future is done completes it; what depends on it runs elsewhere all the same.
 */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(60)
class BlockedThreadTest {
  /** A callback executor that does nothing until it is told to. */
  private final BlockingQueue<Runnable> callbacks = new LinkedBlockingQueue<>();

  private final ExecutorService caller = Executors.newSingleThreadExecutor();
  private final EvolinkFuture<String> future = futureOf(callbacks::add);

  @AfterEach
  void close() {
    caller.shutdownNow();
  }

  private static EvolinkFuture<String> futureOf(java.util.concurrent.Executor executor) {
    return new EvolinkFuture<>(new Callbacks(executor, WaitClock.system(), Waits.LOG));
  }

  /** Begins to await on a thread of its own, and returns when that thread is blocked. */
  private Future<String> awaiting() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<String> awaited =
        caller.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return future.result();
            });
    while (thread.get(20, SECONDS).getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return awaited;
  }

  @Test
  void theBlockedThreadNeedsNoCallbackThread() throws Exception {
    Future<String> awaited = awaiting();
    future.settle("made", null);
    assertThat(awaited.get(20, SECONDS)).isEqualTo("made");
    assertThat(future.isComplete()).isTrue();
    assertThat(callbacks).isEmpty();
  }

  @Test
  void continuationsRunOnTheCallbackExecutorAllTheSame() throws Exception {
    Future<String> awaited = awaiting();
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    future.thenAccept(made -> ranOn.set(Thread.currentThread()));
    future.settle("made", null);
    callbacks.take().run();
    assertThat(ranOn).hasValue(Thread.currentThread());
    assertThat(awaited.get(20, SECONDS)).isEqualTo("made");
  }

  @Test
  void everyBlockedThreadIsReleased() throws Exception {
    Future<String> first = awaiting();
    ExecutorService others = Executors.newFixedThreadPool(4);
    try {
      CompletableFuture<?>[] rest = new CompletableFuture<?>[4];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = CompletableFuture.supplyAsync(future::result, others);
      }
      future.settle("made", null);
      while (!CompletableFuture.allOf(rest).isDone()) {
        Runnable callback = callbacks.poll(); // if a second thread has blocked as others do
        if (callback != null) {
          callback.run();
        }
      }
      assertThat(rest).allSatisfy(one -> assertThat(one.get()).isEqualTo("made"));
      assertThat(first.get(20, SECONDS)).isEqualTo("made");
    } finally {
      others.shutdownNow();
    }
  }

  @Test
  void cancellingReleasesTheBlockedThread() throws Exception {
    Future<String> awaited = awaiting();
    future.cancel(true);
    assertThat(awaited)
        .failsWithin(20, SECONDS)
        .withThrowableThat()
        .withMessageContaining("Cancel");
  }

  @Test
  void whoIsInterruptedWhenTheResultComesLosesNothing() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      EvolinkFuture<String> each = futureOf(Runnable::run);
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      Future<String> awaited =
          caller.submit(
              () -> {
                thread.complete(Thread.currentThread());
                try {
                  return each.result();
                } catch (WaitInterruptedException e) {
                  return "interrupted";
                }
              });
      Thread blocked = thread.get(20, SECONDS);
      CompletableFuture<Void> settling =
          CompletableFuture.runAsync(() -> each.settle("made", null));
      blocked.interrupt();
      assertThat(awaited.get(20, SECONDS)).isIn("made", "interrupted");
      settling.get(20, SECONDS);
      assertThat(each.isComplete()).isTrue();
    }
  }
}
