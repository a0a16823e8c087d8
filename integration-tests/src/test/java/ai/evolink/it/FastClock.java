package ai.evolink.it;

import ai.evolink.WaitClock;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock on which a second takes a millisecond, so that a back-off costs a test nothing. */
final class FastClock implements WaitClock {
  /** One for all tests: it has a thread. */
  static final FastClock SHARED = new FastClock();

  private static final int FACTOR = 1_000;

  private final long origin = System.nanoTime();
  private final Instant start = Instant.now();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "fast-clock");
            thread.setDaemon(true);
            return thread;
          });

  private FastClock() {}

  @Override
  public long nanoTime() {
    return (System.nanoTime() - origin) * FACTOR;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime());
  }

  @Override
  public Alarm alarm(Runnable ring) {
    return new Alarm() {
      private ScheduledFuture<?> next;
      private boolean closed;

      @Override
      public synchronized void ringAt(long nanoTime) {
        off();
        if (!closed) {
          long delay = Math.max(0, nanoTime - nanoTime()) / FACTOR;
          next = timer.schedule(ring, delay, TimeUnit.NANOSECONDS);
        }
      }

      @Override
      public synchronized void off() {
        if (next != null) {
          next.cancel(false);
        }
      }

      @Override
      public synchronized void close() {
        off();
        closed = true;
      }
    };
  }
}
