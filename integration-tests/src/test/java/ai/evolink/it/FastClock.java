package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.WaitClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that runs fast, so that a back-off costs a test nothing. */
public final class FastClock implements WaitClock {
  /** A second takes a millisecond. One for all tests: it has a thread. */
  static final FastClock SHARED = new FastClock(1_000);

  private static final FastClock MODERATE = new FastClock(20);

  private final int factor;

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

  private FastClock(int factor) {
    this.factor = factor;
  }

  /**
   * {@return a client whose waits take a twentieth of their time, while calls have minutes, however
   * busy the machine is}
   */
  public static EvolinkClient.Builder client(String key, URI url) {
    return EvolinkClient.builder(key)
        .baseUrl(url)
        .clock(MODERATE)
        .requestTimeout(Duration.ofHours(1))
        .submitTimeout(Duration.ofHours(1));
  }

  @Override
  public long nanoTime() {
    return (System.nanoTime() - origin) * factor;
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
          long delay = Math.max(0, nanoTime - nanoTime()) / factor;
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
