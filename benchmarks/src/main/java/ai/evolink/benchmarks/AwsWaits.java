package ai.evolink.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.waiters.AsyncWaiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The waiter of the AWS SDK for Java 2, as its service clients build it. */
final class AwsWaits implements PendingWaiter {
  private final AsyncWaiter<String> waiter =
      AsyncWaiter.builder(String.class)
          .addAcceptor(WaiterAcceptor.successOnResponseAcceptor("completed"::equals))
          .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(PENDING::equals))
          .overrideConfiguration(
              options ->
                  options
                      .maxAttempts(Integer.MAX_VALUE)
                      .backoffStrategyV2(
                          BackoffStrategy.fixedDelayWithoutJitter(Duration.ofHours(SLEEP_HOURS))))
          .scheduledExecutorService(Timer.create())
          .build();

  @Override
  public Object begin(int count) {
    CompletableFuture<?>[] waits = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      String task = PendingWaiter.id(i);
      waits[i] =
          waiter.runAsync(
              () -> CompletableFuture.completedFuture(task.isEmpty() ? "completed" : PENDING));
    }
    return waits;
  }
}
