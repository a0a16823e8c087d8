package ai.evolink.benchmarks;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.PollPolicy;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * This SDK through its front door: tasks that were submitted, over the whole stack but the sockets,
 * which {@link CannedService} stands in for.
 */
final class EvolinkWaits implements PendingWaiter {
  private static final int SUBMITS_AT_ONCE = 8;
  private static final WaitOptions RARE =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofHours(SLEEP_HOURS)))
          .deadline(Duration.ofHours(2 * SLEEP_HOURS))
          .build();

  private final CannedService service = new CannedService();
  private final EvolinkClient client;
  private final WaitOptions options;

  /** Whether each wait is polled once before it counts as begun. */
  private final boolean polledFirst;

  private EvolinkWaits(PollBudget budget, WaitOptions options, boolean polledFirst) {
    this.client =
        EvolinkClient.builder("sk-test")
            .httpClient(new OkHttpClient.Builder().addInterceptor(service).build())
            .maxConcurrentRequests(SUBMITS_AT_ONCE)
            .pollBudget(budget)
            .build();
    this.options = options;
    this.polledFirst = polledFirst;
  }

  static EvolinkWaits untilFirstPoll() {
    return new EvolinkWaits(PollBudget.ofDefaults(), RARE, false);
  }

  static EvolinkWaits listened() {
    WaitOptions options = RARE.toBuilder().onProgress(snapshot -> {}).build();
    return new EvolinkWaits(PollBudget.ofDefaults(), options, false);
  }

  static EvolinkWaits polled() {
    PollPolicy once =
        context -> context.polls() == 0 ? Duration.ofMillis(10) : Duration.ofHours(SLEEP_HOURS);
    return new EvolinkWaits(
        PollBudget.of(1_000_000, 1_000_000), RARE.toBuilder().policy(once).build(), true);
  }

  static EvolinkWaits polling() {
    return new EvolinkWaits(
        PollBudget.ofDefaults(),
        RARE.toBuilder().policy(PollPolicy.fixed(Duration.ofMillis(10))).build(),
        false);
  }

  @Override
  public Object begin(int count) throws InterruptedException {
    Gate polled = service.expect(count);
    List<TaskFuture> waits = new ArrayList<>(count);
    while (waits.size() < count) {
      List<EvolinkFuture<TaskHandle>> submits = new ArrayList<>();
      for (int i = 0; i < SUBMITS_AT_ONCE && waits.size() < count; i++) {
        TaskFuture wait = client.images().generate(ImageRequest.of("A cat"), options);
        submits.add(wait.submitted());
        waits.add(wait);
      }
      submits.forEach(EvolinkFuture::join); // which all builds have
    }
    if (polledFirst) {
      polled.await();
    }
    return waits;
  }
}
