package ai.evolink.benchmarks.calls;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a contender performs: a JVM with its class path only.
 *
 * <p>Arguments: the class of the contender and the base URL. Lines on standard input ask for turns:
 * {@code create 1000}, {@code query 1000}, {@code callers 32 3000} (create from as many threads for
 * as many milliseconds; answers the calls made).
 */
public final class Stage {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Stage() {}

  public static void main(String[] args) throws Exception {
    try (Contender contender = contender(args[0], args[1]);
        Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
      System.out.println("ready");
      while (lines.hasNextLine()) {
        String[] words = lines.nextLine().split(" ", -1);
        int number = Integer.parseInt(words[1]);
        switch (words[0]) {
          case "create" -> System.out.println(turn(contender::create, number).line());
          case "query" -> System.out.println(turn(contender::query, number).line());
          case "callers" ->
              System.out.println(callers(contender, number, Long.parseLong(words[2])));
          default -> throw new IllegalArgumentException(words[0]);
        }
      }
    }
  }

  static Contender contender(String type, String url) throws Exception {
    return Class.forName(type)
        .asSubclass(Contender.class)
        .getConstructor(String.class)
        .newInstance(url);
  }

  private static Turn turn(Callable<?> call, int times) throws Exception {
    long cpu = CpuClock.nanos();
    long bytes = allocated(); // after the clock, which reads files
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      if (call.call() == null) {
        throw new IllegalStateException("no answer");
      }
    }
    double nanos = System.nanoTime() - start;
    double made = allocated() - bytes;
    double spent = CpuClock.nanos() - cpu;
    return new Turn(nanos / times, spent / times, made / times);
  }

  /** All threads, for most contenders work on more than one. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static int callers(Contender contender, int threads, long millis) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Exception> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(threads);
    long end = System.nanoTime() + millis * 1_000_000;
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end) {
                    contender.create();
                    calls.incrementAndGet();
                  }
                } catch (Exception e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    done.await();
    if (failure.get() != null) {
      throw failure.get();
    }
    return calls.get();
  }
}
