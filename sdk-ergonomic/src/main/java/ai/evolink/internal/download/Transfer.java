package ai.evolink.internal.download;

import ai.evolink.WaitClock;
import ai.evolink.internal.http.OpeningLimit;
import ai.evolink.internal.time.Nanos;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The life of one download: until when it may go on, and how it is ended from another thread. One
 * thread works with it; any may {@link #cancel()}.
 */
public final class Transfer {
  private final Duration timeout;
  private final WaitClock clock;
  private final long start;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private @Nullable Call call;
  private boolean committed;

  Transfer(Duration timeout, WaitClock clock) {
    this.timeout = timeout;
    this.clock = clock;
    this.start = clock.nanoTime();
  }

  /** Sends {@code next} in place of the call before it, with what is left of the time. */
  Response execute(Call next, long connectMillis) throws IOException {
    check();
    next.timeout().timeout(Math.max(1, left()), TimeUnit.NANOSECONDS);
    synchronized (this) {
      call = next;
      if (isCancelled()) {
        next.cancel();
      }
    }
    return OpeningLimit.execute(next, connectMillis);
  }

  /** Waits before another attempt. */
  void pause(Duration delay) throws IOException {
    try {
      if (cancelled.await(Nanos.of(delay), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("cancelled");
      }
    } catch (InterruptedException e) { // the thread that reads a stream
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  void check() throws IOException {
    if (isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    if (left() <= 0) {
      throw late();
    }
  }

  IOException late() {
    return new InterruptedIOException("it took longer than " + timeout + " (downloadTimeout)");
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** From here on it will be seen through: cancelling does nothing any more. */
  synchronized void commit() throws IOException {
    if (isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    committed = true;
  }

  /** Ends what is under way, unless it is as good as done. */
  void cancel() {
    end(false);
  }

  /** Ends what is under way, whatever it is, and the connection with it. */
  void abort() {
    end(true);
  }

  private void end(boolean always) {
    Call current;
    synchronized (this) {
      if (committed && !always) {
        return;
      }
      cancelled.countDown();
      current = call;
    }
    if (current != null) {
      current.cancel();
    }
  }

  Instant instant() {
    return clock.instant();
  }

  /** {@return nanoseconds; zero or less if time is up} */
  long left() {
    return Nanos.of(timeout) - (clock.nanoTime() - start);
  }
}
