package ai.evolink.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Weighs one way of waiting, in a JVM of its own: the live heap before and after, divided by the
 * number of waits, and the threads once all is quiet.
 */
public final class HeapProbe {
  /** Waits begun first, so that classes, caches and pools are there before the first look. */
  private static final int WARM_UP = 500;

  /** Longer than an idle thread lives in any of the libraries. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(130);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private HeapProbe() {}

  /** What a probe has found, as the child tells it to its parent. */
  record Found(long bytesPerWait, int threads, String names) {
    static Found parse(String line) {
      String[] parts = line.split("\t", -1);
      return new Found(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    @Override
    public String toString() {
      return bytesPerWait + "\t" + threads + "\t" + names;
    }
  }

  public static void main(String[] args) throws Exception {
    Candidate candidate = Candidate.valueOf(args[0].toUpperCase(Locale.ROOT));
    int count = Integer.parseInt(args[1]);
    PendingWaiter waiter = candidate.create();
    Object warm = waiter.begin(WARM_UP);
    long before = liveHeap();
    Object held = waiter.begin(count);
    try {
      settle(candidate.threadsAtRest());
      long bytes = Math.round((double) (liveHeap() - before) / count);
      System.out.println(new Found(bytes, THREADS.getThreadCount(), threadNames()));
    } finally {
      Reference.reachabilityFence(warm);
      Reference.reachabilityFence(waiter);
      Reference.reachabilityFence(held);
    }
    Runtime.getRuntime().halt(0); // some libraries leave threads that are no daemons
  }

  private static String threadNames() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** {@return bytes in use once collecting frees no more} */
  @SuppressWarnings("SystemGc") // to collect is the point
  static long liveHeap() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int unchanged = 0; unchanged < 3; ) {
      System.gc();
      Thread.sleep(50);
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      unchanged = now < used - 1024 ? 0 : unchanged + 1;
      used = Math.min(used, now);
    }
    return used;
  }

  /** Waits until the threads that were needed to begin have gone, or have had time enough. */
  private static void settle(int atRest) throws InterruptedException {
    long end = System.nanoTime() + QUIET_NANOS;
    while (THREADS.getThreadCount() > atRest && System.nanoTime() < end) {
      Thread.sleep(500);
    }
  }
}
