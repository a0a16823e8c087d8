package ai.evolink.internal.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Converts durations to nanoseconds without overflow. */
public final class Nanos {
  /** A hundred years; the sum of two of these still fits a {@code long}. */
  public static final long MAX = TimeUnit.DAYS.toNanos(36_500);

  private Nanos() {}

  /** {@return {@code duration} in nanoseconds, between zero and {@link #MAX}} */
  public static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.toSeconds() >= MAX / 1_000_000_000L ? MAX : duration.toNanos();
  }

  public static double seconds(long nanos) {
    return nanos / 1e9;
  }

  /** {@return {@code seconds} in nanoseconds, between zero and {@link #MAX}} */
  public static long ofSeconds(double seconds) {
    return seconds > 0 ? Math.min(MAX, (long) (seconds * 1e9)) : 0;
  }
}
