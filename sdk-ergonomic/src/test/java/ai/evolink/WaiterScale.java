package ai.evolink;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What pending waits cost: {@code WaiterScale [waits] [polled]}, with {@code polled} to have each
 * wait polled once. Prints live heap per wait and the threads of the JVM.
 */
final class WaiterScale {
  private WaiterScale() {}

  public static void main(String[] args) throws InterruptedException {
    int waits = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    boolean polled = args.length > 1 && args[1].equals("polled");
    measure(1000, polled); // loads the classes
    measure(waits, polled);
  }

  private static void measure(int count, boolean polled) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(1, new DaemonThreads("callback"));
    VirtualClock virtual = new VirtualClock();
    WaitClock clock = polled ? virtual : WaitClock.system();
    TaskSnapshot pending = FakeTasks.processing("t", 1);
    TaskWaiter waiter =
        new TaskWaiter(
            id -> CompletableFuture.completedFuture(pending),
            WaiterFixture::generation,
            new Callbacks(executor, clock, System.getLogger("scale")),
            PollBudget.of(1e9, 1_000_000_000),
            new SplittableRandom(1),
            DurationHistory.create());
    WaitOptions options = WaitOptions.of(Duration.ofHours(1));
    TaskFuture[] waits = new TaskFuture[count];
    long before = liveHeap();
    for (int i = 0; i < count; i++) {
      String id = String.format(Locale.ROOT, "task-unified-1757169743-%08d", i);
      TaskHandle task =
          TaskHandle.of(
              id,
              Kind.IMAGE,
              clock.instant(),
              new String("gemini-2.5-flash-image"),
              Duration.ofMinutes(30),
              false);
      waits[i] = waiter.await(CompletableFuture.completedFuture(task), options);
    }
    if (polled) {
      virtual.advance(Duration.ofSeconds(50));
    }
    long after = liveHeap();
    System.out.printf(
        Locale.ROOT,
        "%,d pending waits%s: %.0f B each; %d threads in the JVM%n",
        waiter.pending(),
        polled ? ", each polled once" : "",
        (after - before) / (double) count,
        Thread.getAllStackTraces().size());
    long begun = System.nanoTime();
    waiter.close();
    System.out.printf(
        Locale.ROOT,
        "closed in %d ms; %d done%n",
        (System.nanoTime() - begun) / 1_000_000,
        Arrays.stream(waits).filter(TaskFuture::isDone).count());
    executor.shutdownNow();
  }

  private static long liveHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(50); // lets reference handling finish; a measurement, not a test
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
