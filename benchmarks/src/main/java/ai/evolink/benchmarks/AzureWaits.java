package ai.evolink.benchmarks;

import com.azure.core.util.polling.AsyncPollResponse;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** The poller of the Azure SDK, waited for as its documentation shows. */
final class AzureWaits implements PendingWaiter {
  @Override
  public Object begin(int count) {
    CompletableFuture<?>[] waits = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      waits[i] =
          poller(PendingWaiter.id(i)).last().flatMap(AsyncPollResponse::getFinalResult).toFuture();
    }
    return waits;
  }

  private static PollerFlux<String, String> poller(String task) {
    // Its first poll comes after one interval: there is no answer to keep before that.
    return PollerFlux.create(
        Duration.ofHours(SLEEP_HOURS),
        context -> Mono.just(new PollResponse<>(LongRunningOperationStatus.NOT_STARTED, task)),
        context -> Mono.just(new PollResponse<>(LongRunningOperationStatus.IN_PROGRESS, task)),
        (context, response) -> Mono.empty(),
        context -> Mono.just(task));
  }
}
