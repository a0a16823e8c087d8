package ai.evolink.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of the Java threads of this process but the one that looks: compiler and collector
 * are not among them. To be looked at often, since a thread that has ended tells nothing any more.
 */
final class ThreadCpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> atFirst = new HashMap<>();
  private final Map<Long, Long> atLast = new HashMap<>();

  ThreadCpu() {
    look();
    atFirst.putAll(atLast);
  }

  void look() {
    for (long thread : THREADS.getAllThreadIds()) {
      long nanos = THREADS.getThreadCpuTime(thread);
      if (nanos >= 0 && thread != Thread.currentThread().getId()) {
        atLast.put(thread, nanos);
      }
    }
  }

  /** {@return the time from the beginning to the last look} */
  long nanos() {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : atLast.entrySet()) {
      sum += thread.getValue() - atFirst.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
