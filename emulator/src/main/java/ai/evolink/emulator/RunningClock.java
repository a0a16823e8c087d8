package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Time that passes by itself, monotonic even if somebody sets the machine's clock. */
final class RunningClock extends EmulatorClock {

  private final double factor;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  RunningClock(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be a positive number, but was " + factor);
    }
    this.factor = factor;
  }

  @Override
  public Instant now() {
    return start.plusNanos((long) ((System.nanoTime() - startNanos) * factor));
  }

  @Override
  double rate() {
    return factor;
  }

  @Override
  String describe() {
    return factor == 1 ? "real" : "scaled by " + factor;
  }

  @Override
  Timer newTimer() {
    return new ThreadTimer();
  }

  /** One thread, started when there is something to wait for. */
  private final class ThreadTimer implements Timer {

    private @Nullable ScheduledThreadPoolExecutor executor;
    private boolean closed;

    @Override
    public synchronized void after(Duration delay, Supplier<? extends CompletionStage<?>> action) {
      if (closed) {
        return;
      }
      if (executor == null) {
        executor = new ScheduledThreadPoolExecutor(1, ThreadTimer::thread);
      }
      long nanos = (long) (Math.max(0, delay.toNanos()) / factor);
      var unused = executor.schedule(action::get, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void clear() {
      if (executor != null) {
        executor.getQueue().clear();
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      if (executor != null) {
        executor.shutdownNow();
      }
    }

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "evolink-emulator-timer");
      thread.setDaemon(true);
      return thread;
    }
  }
}
