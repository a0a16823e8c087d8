package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.poll.TaskReader;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.DaemonThreads;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once: submits, answers, cancels and the clock get in each other's way. */
@Timeout(120)
class WaiterStressTest {
  private static final int WAITS = 3000;

  @Test
  void concurrentUseLosesNoWait() throws Exception {
    ExecutorService continuations = Executors.newFixedThreadPool(3, new DaemonThreads("callback"));
    ExecutorService service = Executors.newFixedThreadPool(3, new DaemonThreads("service"));
    ExecutorService users = Executors.newFixedThreadPool(3, new DaemonThreads("user"));
    VirtualClock clock = new VirtualClock();
    TaskReader reader =
        id ->
            CompletableFuture.supplyAsync(
                () -> {
                  int dice = Math.floorMod(id.hashCode() * 31 + (int) clock.nanoTime(), 10);
                  if (dice == 0) {
                    throw new TransportException("cut", null);
                  }
                  return FakeTasks.snapshot(
                      id, dice < 6 ? TaskStatus.PROCESSING : TaskStatus.COMPLETED);
                },
                service);
    Continuations executor =
        new Continuations(
            continuations, Continuations.completionThreads(), clock, new RecordingLog());
    TaskWaits waiter =
        new TaskWaits(
            reader,
            WaiterFixture::generation,
            executor,
            PollBudget.of(100_000, 1000),
            new SplittableRandom(1),
            DurationHistory.create());
    AtomicBoolean over = new AtomicBoolean();
    Thread time =
        new Thread(
            () -> {
              while (!over.get()) {
                clock.advance(Duration.ofMillis(100));
              }
            });
    time.setDaemon(true);
    time.start();
    List<CompletableFuture<TaskFuture>> begun = new ArrayList<>();
    for (int i = 0; i < WAITS; i++) {
      int number = i;
      begun.add(CompletableFuture.supplyAsync(() -> begin(waiter, clock, number), users));
    }
    for (CompletableFuture<TaskFuture> one : begun) {
      TaskFuture wait = one.get(60, TimeUnit.SECONDS);
      try {
        wait.get(60, TimeUnit.SECONDS);
      } catch (ExecutionException | java.util.concurrent.CancellationException e) {
        // Any end will do.
      } catch (TimeoutException e) {
        throw new AssertionError("lost: " + wait.handle() + " " + wait.trace(), e);
      }
    }
    over.set(true);
    time.join();
    assertThat(waiter.pending()).isZero();
    waiter.close();
    assertThat(executor.timers().size()).isZero();
    continuations.shutdownNow();
    service.shutdownNow();
    users.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static TaskFuture begin(TaskWaits waiter, VirtualClock clock, int number) {
    String id = "task-" + number % (WAITS / 2); // two waits share a task
    TaskHandle task =
        TaskHandle.of(
            id, Kind.IMAGE, clock.instant(), "model", Duration.ofSeconds(45), number % 7 == 0);
    CompletableFuture<TaskHandle> submit = new CompletableFuture<>();
    TaskFuture wait = waiter.await(submit, WaitOptions.of(Duration.ofMinutes(5)));
    EvolinkFuture<Integer> stage = wait.thenApply(made -> 1);
    if (number % 5 == 0) {
      submit.complete(task);
      stage.cancel(true);
    } else if (number % 11 == 0) {
      wait.orTimeout(20, TimeUnit.SECONDS);
      submit.complete(task);
    } else {
      submit.complete(task);
    }
    return wait;
  }
}
