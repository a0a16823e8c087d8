package ai.evolink.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What most people write: a future, and a poll that schedules itself. */
final class ScheduledWaits implements PendingWaiter {
  private final ScheduledExecutorService timer = Timer.create();

  @Override
  public Object begin(int count) {
    CompletableFuture<?>[] waits = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      CompletableFuture<String> wait = new CompletableFuture<>();
      poll(PendingWaiter.id(i), wait);
      waits[i] = wait;
    }
    return waits;
  }

  private void poll(String task, CompletableFuture<String> wait) {
    if (!PENDING.equals(read(task))) {
      wait.complete(task);
      return;
    }
    var unused = timer.schedule(() -> poll(task, wait), SLEEP_HOURS, TimeUnit.HOURS);
  }

  private static String read(String task) {
    return task.isEmpty() ? "completed" : PENDING;
  }
}
