package ai.evolink.benchmarks;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.PollPolicy;
import ai.evolink.TaskFuture;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.EmulatorClock;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * From the end of a task to the completed future, and the queries that took, with callbacks and
 * without, against an emulator in this JVM whose clock both sides read.
 */
final class HubLag {
  /** No multiple of any interval: else fixed polls would meet the end of each task. */
  private static final Duration PACE = Duration.ofMillis(5_400);

  private static final PollBudget DEFAULT = PollBudget.ofDefaults();

  /**
   * So that it is not the budget that is measured: 200 results at once are more than the default.
   */
  private static final PollBudget AMPLE = PollBudget.of(1000, 1000);

  private static final Load EVERY_25_MS = new Load(200, Duration.ofMillis(25));
  private static final Load AT_ONCE = new Load(200, Duration.ZERO);

  private HubLag() {}

  /** So many tasks, one each {@code every}. */
  private record Load(int tasks, Duration every) {
    /** For twenty seconds: what the burst of a budget lends is used up by then. */
    static Load steady(int perSecond) {
      return new Load(20 * perSecond, Duration.ofSeconds(1).dividedBy(perSecond));
    }

    void awaitTurn(int number, long startNanos) {
      long at = startNanos + number * every.toNanos();
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  static void run() throws Exception {
    // Before the JDK's server is loaded: else each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.out.printf(
        Locale.ROOT, "Tasks of %.1f s; lag in milliseconds.%n%n", PACE.toMillis() / 1000.0);
    Table table =
        new Table(
            "way", "completed", "GETs per task", "most in 1 s", "lag median", "mean", "p95", "max");
    withHub("hub, a task every 25 ms, first run in this JVM", AMPLE, EVERY_25_MS, table);
    withHub("**hub**, a task every 25 ms", AMPLE, EVERY_25_MS, table);
    withHub("**hub**, all tasks at once", AMPLE, AT_ONCE, table);
    withHub("**hub**, all at once, " + DEFAULT, DEFAULT, AT_ONCE, table);
    for (int perSecond : new int[] {54, 90, 120}) {
      String way = "**hub**, " + perSecond + " a second, " + DEFAULT;
      withHub(way, DEFAULT, Load.steady(perSecond), table);
    }
    WaitOptions everySecond =
        WaitOptions.builder().policy(PollPolicy.fixed(Duration.ofSeconds(1))).build();
    withoutHub("no hub, default policy, a task every 25 ms", WaitOptions.ofDefaults(), table);
    withoutHub("no hub, every second, a task every 25 ms", everySecond, table);
  }

  private static void withoutHub(String way, WaitOptions options, Table table)
      throws IOException, InterruptedException {
    measure(way, EVERY_25_MS, options, builder -> builder.pollBudget(AMPLE), table);
  }

  private static void withHub(String way, PollBudget budget, Load load, Table table)
      throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CallbackHub hub =
          CallbackHub.at(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hub"),
              "an unguessable key".getBytes(StandardCharsets.US_ASCII));
      server.createContext("/hub", hub.httpHandler());
      server.setExecutor(threads);
      server.start();
      measure(
          way,
          load,
          WaitOptions.ofDefaults(),
          builder -> builder.callbackHub(hub).pollBudget(budget),
          table);
    } finally {
      server.stop(0);
      threads.shutdown();
    }
  }

  private static void measure(
      String way,
      Load load,
      WaitOptions options,
      UnaryOperator<EvolinkClient.Builder> settings,
      Table table)
      throws IOException, InterruptedException {
    EmulatorClock clock = EmulatorClock.real();
    PollMeter meter = new PollMeter();
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(PACE).clock(clock).start();
        EvolinkClient evolink =
            settings
                .apply(
                    EvolinkClient.builder("sk-test")
                        .baseUrl(emulator.url())
                        .httpClient(new OkHttpClient.Builder().addInterceptor(meter).build()))
                .build()) {
      evolink.credits().balance().result(); // opens a connection and loads what there is to load
      int before = meter.polls();
      Map<String, Instant> seen = new ConcurrentHashMap<>();
      CountDownLatch ends = new CountDownLatch(load.tasks);
      long start = System.nanoTime();
      for (int i = 0; i < load.tasks; i++) {
        load.awaitTurn(i, start);
        TaskFuture wait = evolink.images().generate(ImageRequest.of("Picture " + i), options);
        wait.whenComplete(
            (made, failure) -> {
              if (failure == null) {
                seen.put(made.task().id(), clock.now());
              }
              ends.countDown();
            });
      }
      if (!ends.await(5, TimeUnit.MINUTES)) {
        throw new IOException(ends.getCount() + " waits hang");
      }
      Samples lag = new Samples(lags(emulator, seen));
      table.row(
          way,
          seen.size(),
          String.format(Locale.ROOT, "%.2f", (double) (meter.polls() - before) / load.tasks),
          meter.mostInASecond(),
          lag.median(),
          lag.mean(),
          lag.p95(),
          lag.max());
    }
  }

  /** A task ends one pace after the emulator has taken it. */
  private static double[] lags(EvolinkEmulator emulator, Map<String, Instant> seen) {
    return emulator.submissions().stream()
        .filter(submit -> seen.containsKey(submit.taskId().orElse("")))
        .mapToDouble(submit -> millis(submit, seen))
        .toArray();
  }

  private static double millis(Submission submit, Map<String, Instant> seen) {
    Instant end = submit.receivedAt().plus(PACE);
    Instant told = seen.getOrDefault(submit.taskId().orElseThrow(), Instant.MAX);
    return Duration.between(end, told).toNanos() / 1e6;
  }
}
