package ai.evolink.benchmarks;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Failsafe, with a retry policy that takes a pending task for a reason to try again. */
final class FailsafeWaits implements PendingWaiter {
  private final FailsafeExecutor<String> failsafe =
      Failsafe.with(
              RetryPolicy.<String>builder()
                  .handleResult(PENDING)
                  .withDelay(Duration.ofHours(SLEEP_HOURS))
                  .withMaxRetries(-1)
                  .build())
          .with(Timer.create());

  @Override
  public Object begin(int count) throws InterruptedException {
    CompletableFuture<?>[] waits = new CompletableFuture<?>[count];
    Gate polled = new Gate(count);
    for (int i = 0; i < count; i++) {
      String task = PendingWaiter.id(i);
      waits[i] =
          failsafe.getStageAsync(
              () -> {
                polled.pass();
                return CompletableFuture.completedFuture(task.isEmpty() ? "completed" : PENDING);
              });
    }
    polled.await();
    return waits;
  }
}
