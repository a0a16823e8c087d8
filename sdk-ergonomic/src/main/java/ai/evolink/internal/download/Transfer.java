package ai.evolink.internal.download;

import ai.evolink.WaitClock;
import ai.evolink.internal.http.OpeningLimit;
import ai.evolink.internal.text.Durations;
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
 * The timeout and the cancellation of one download. One thread works with it; any thread may {@link
 * #cancel()}.
 */
public final class Transfer {
  /** How long a new file may take to become available on all servers of a store. */
  private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

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

  /** Pauses before another attempt. */
  void pause(Duration delay) throws IOException {
    try {
      if (cancelled.await(Nanos.of(delay), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("cancelled");
      }
    } catch (InterruptedException e) { // of the thread that reads a stream
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

  /** Whether the link of {@code file} was first seen moments ago. */
  boolean isFresh(ResultFile file) {
    return clock.nanoTime() - file.seenAt() < FRESH
        && Duration.between(file.submittedAt(), clock.instant()).compareTo(ResultFile.LIFETIME) < 0;
  }

  IOException late() {
    return new InterruptedIOException(
        "it took longer than " + Durations.words(timeout) + " (downloadTimeout)");
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /**
   * Marks the point after which the download is finished in any case and {@link #cancel()} has no
   * effect.
   */
  synchronized void commit() throws IOException {
    if (isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    committed = true;
  }

  /** Ends the download, unless it is committed. */
  void cancel() {
    end(false);
  }

  /** Ends the download and its connection, even if it is committed. */
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

  /** {@return the remaining time in nanoseconds; zero or less if it is used up} */
  long left() {
    return Nanos.of(timeout) - (clock.nanoTime() - start);
  }
}
