package ai.evolink.benchmarks;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.TaskFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;

/**
 * Ten thousand real waits over HTTP against an emulator in its own JVM: all complete, none lost.
 */
final class ManyWaits {
  private static final int WAITS = 10_000;
  private static final Duration PACE = Duration.ofSeconds(20);
  private static final PollBudget BUDGET = PollBudget.of(500, 50);

  /** So that polls do not queue behind thousands of submits for a connection. */
  private static final int SUBMITS_AT_ONCE = 64;

  private static final int PATIENCE_MINUTES = 10;
  private static final long SEED = 42;

  private ManyWaits() {}

  static void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%,d tasks of %d s, submitted %d at a time; %s; default policy.%n%n",
        WAITS,
        PACE.toSeconds(),
        SUBMITS_AT_ONCE,
        BUDGET);
    Table table =
        new Table(
            "polls that fail",
            "completed",
            "lost or failed",
            "polls per task",
            "polls/s",
            "most in 1 s",
            "503s",
            "cuts",
            "submitted, s",
            "99 % done, s",
            "all done, s",
            "own threads, peak",
            "CPU per poll, µs");
    for (double share : new double[] {0, 0.05}) {
      measure(share, table);
    }
  }

  private static void measure(double faultShare, Table table) throws Exception {
    PollMeter meter = new PollMeter();
    Faults faults = new Faults(faultShare, SEED);
    try (EmulatorProcess emulator = EmulatorProcess.start(PACE);
        EvolinkClient evolink =
            EvolinkClient.builder("sk-test")
                .baseUrl(emulator.url())
                .httpClient(faults.addTo(new OkHttpClient.Builder().addInterceptor(meter)).build())
                .pollBudget(BUDGET)
                .build()) {
      long start = System.nanoTime();
      Set<String> completed = ConcurrentHashMap.newKeySet();
      Semaphore submits = new Semaphore(SUBMITS_AT_ONCE);
      AtomicLong nearlyAll = new AtomicLong();
      CountDownLatch ends = new CountDownLatch(WAITS);
      AtomicInteger failed = new AtomicInteger();
      List<TaskFuture> waits = new ArrayList<>(WAITS);
      for (int i = 0; i < WAITS; i++) {
        submits.acquire();
        TaskFuture wait = evolink.images().generate(ImageRequest.of("Picture " + i));
        wait.submitted().whenComplete((task, failure) -> submits.release());
        wait.whenComplete(
            (made, failure) -> {
              if (failure == null && made.artifacts().size() == 1) {
                completed.add(made.task().id());
              } else if (failed.getAndIncrement() == 0) {
                System.err.println("First wait without a result: " + failure);
              }
              if (ends.getCount() == WAITS / 100) {
                nearlyAll.compareAndSet(0, System.nanoTime());
              }
              ends.countDown();
            });
        waits.add(wait);
      }
      submits.acquire(SUBMITS_AT_ONCE);
      double submitted = seconds(start, System.nanoTime());
      ThreadCpu cpu = new ThreadCpu();
      int polls = meter.polls();
      int threads = 0;
      long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
      while (!ends.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < patience) {
        threads = Math.max(threads, ownThreads());
        cpu.look();
      }
      table.row(
          Math.round(100 * faultShare) + " %",
          completed.size(),
          WAITS - completed.size(),
          (double) meter.polls() / WAITS,
          meter.perSecond(),
          meter.mostInASecond(),
          faults.refused(),
          faults.cut(),
          submitted,
          seconds(start, nearlyAll.get()),
          seconds(start, System.nanoTime()),
          threads,
          cpu.nanos() / 1e3 / (meter.polls() - polls));
      if (completed.size() != WAITS || waits.stream().anyMatch(wait -> !wait.isDone())) {
        throw new IllegalStateException(
            ends.getCount() + " waits are pending, " + failed + " have failed");
      }
    }
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  /** Without stack traces, whose cost would be that of many polls. */
  private static int ownThreads() {
    Thread[] threads = new Thread[2_000];
    int count = Thread.enumerate(threads);
    return (int)
        Arrays.stream(threads, 0, count)
            .filter(thread -> thread.getName().startsWith("evolink-"))
            .count();
  }
}
