package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three workers buy items from a service that loses answers and refuses, and are killed with -9 or
 * stopped for longer than their leases all the time: nothing is bought twice, nothing is lost, and
 * limit and rate are kept by all of them together.
 */
abstract class BulkKill {
  private static final ImageRequest REQUEST = ImageRequest.of("item-0");

  /** A task whose callback is lost may be asked for after 135 s only. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final int items;
  private final double rate;
  private final int mostHarms;
  private final Random random = new Random(42);
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(300)).faultSeed(7).start();

  /**
   * @param mostHarms how often workers are killed or stopped at most, so that a slow machine, on
   *     which a JVM hardly starts before it is killed, comes to an end
   */
  BulkKill(Path folder, int items, double rate, int mostHarms) {
    this.folder = folder;
    this.items = items;
    this.rate = rate;
    this.mostHarms = mostHarms;
  }

  final void killAndStopWorkers(TestDatabase database) throws Exception {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST)
            .afterProcessing()
            .on(ApiOperation.SUBMIT_IMAGE)
            .probability(0.03),
        Fault.status(503).on(ApiOperation.SUBMIT_IMAGE).probability(0.03),
        Fault.delay(Duration.ofMillis(300)).on(ApiOperation.SUBMIT_IMAGE).probability(0.2),
        Fault.lostCallback().probability(0.1));
    String url = database.emptyUrl(folder);
    JdbcTaskStore store = KilledWorker.store(url);
    try (emulator;
        EvolinkClient evolink =
            EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
        Workers workers = new Workers(folder, emulator.url(), url, random)) {
      BigDecimal price = price(evolink);
      BigDecimal limit = price.multiply(BigDecimal.valueOf(items * 6L / 10));
      store.bulkRows().submitsPerSecond(rate);
      Bulk bulk = Bulk.open(evolink, store, "autumn");
      bulk.spendLimit(limit);
      bulk.addAll(
          IntStream.range(0, items)
              .mapToObj(i -> BulkItem.of("item-" + i, ImageRequest.of("item-" + i))));
      for (int i = 0; i < 3; i++) {
        workers.begin();
      }
      Instant began = Instant.now();

      while (!bulk.progress().isStoppedByLimit()) {
        TimeUnit.MILLISECONDS.sleep(1_500L + random.nextInt(1_500));
        harm(workers);
      }
      int withinLimit = accepted().size();
      assertThat(price.multiply(BigDecimal.valueOf(withinLimit))).isLessThanOrEqualTo(limit);
      bulk.spendLimit(limit.multiply(BigDecimal.valueOf(4)));
      while (bulk.progress().count(BulkState.NEW) > 0) {
        TimeUnit.MILLISECONDS.sleep(1_500L + random.nextInt(1_500));
        harm(workers);
      }
      BulkProgress joined = bulk.join(PATIENCE);
      assertThat(joined.isComplete()).as(joined.toString()).isTrue();

      int undecided = decide(bulk);
      BulkProgress ended = bulk.join(PATIENCE);
      Duration took = Duration.between(began, Instant.now());

      assertThat(ended.count(BulkState.DONE)).as(ended.toString()).isEqualTo(items);
      assertThat(accepted().values()).allMatch(count -> count == 1).hasSize(items);
      assertThat(workers.kills() + workers.stops()).isPositive();
      assertThat(most(10)).isLessThanOrEqualTo((long) Math.ceil(rate * 10 * 1.1));
      System.out.printf(
          Locale.ROOT,
          "%s: %d items in %d s, %d kills, %d stops; %d uncertain at the end; 0 twice, 0 lost;"
              + " %d accepted within the first limit of %d; at most %.1f submits/s over ten"
              + " seconds of %.0f allowed.%n",
          database,
          items,
          took.toSeconds(),
          workers.kills(),
          workers.stops(),
          undecided,
          withinLimit,
          items * 6 / 10,
          most(10) / 10.0,
          rate);
    }
  }

  private void harm(Workers workers) throws Exception {
    if (workers.kills() + workers.stops() < mostHarms) {
      workers.harm();
    }
  }

  /** On a loaded machine the price list may take longer than the client waits for it. */
  private static BigDecimal price(EvolinkClient evolink) {
    while (true) {
      Optional<BigDecimal> most = evolink.prices().estimate(REQUEST).result().most();
      if (most.isPresent()) {
        return most.get();
      }
    }
  }

  /** Decides what nobody knows by what the service knows. */
  private int decide(Bulk bulk) throws InterruptedException {
    List<BulkOrder> uncertain = bulk.uncertain();
    TimeUnit.MILLISECONDS.sleep(KilledWorker.RETRY_AFTER.plus(KilledWorker.LEASE).toMillis());
    for (BulkOrder order : uncertain) {
      String bought =
          emulator.submissions().stream()
              .filter(submission -> submission.prompt().equals(order.key()))
              .flatMap(submission -> submission.taskId().stream())
              .findFirst()
              .orElse(null);
      if (bought == null) {
        assertThat(order.retry()).isTrue();
      } else {
        order.accept(bought).result();
      }
    }
    return uncertain.size();
  }

  /** {@return how often each item was bought} */
  private Map<String, Long> accepted() {
    return emulator.submissions().stream()
        .filter(submission -> submission.taskId().isPresent())
        .collect(Collectors.groupingBy(Submission::prompt, Collectors.counting()));
  }

  /** {@return the most submits that were bought within so many seconds} */
  private long most(int seconds) {
    List<Instant> times =
        emulator.submissions().stream()
            .filter(submission -> submission.taskId().isPresent())
            .map(Submission::receivedAt)
            .sorted()
            .toList();
    long most = 0;
    for (Instant from : times) {
      Instant to = from.plusSeconds(seconds);
      most =
          Math.max(
              most,
              times.stream().filter(time -> !time.isBefore(from) && time.isBefore(to)).count());
    }
    return most;
  }
}
