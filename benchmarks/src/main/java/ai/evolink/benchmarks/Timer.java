package ai.evolink.benchmarks;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The timer that libraries without one of their own are given: one daemon thread. */
final class Timer {
  private Timer() {}

  static ScheduledExecutorService create() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "timer");
          thread.setDaemon(true);
          return thread;
        });
  }
}
