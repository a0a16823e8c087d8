package ai.evolink.it;

import ai.evolink.VirtualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A clock that stands still, and looks at it from a test that runs beside I/O threads. */
final class StillClock {
  private static final long GENEROUS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(9_999);

  final VirtualClock clock = new VirtualClock();

  /** Waits until something is to happen later, and tells how much later. */
  Duration untilNextAlarm() {
    until(() -> clock.untilNextAlarm().isPresent(), "an alarm to be set");
    return clock.untilNextAlarm().orElseThrow();
  }

  /**
   * Waits until something is to happen within a time: another thread may have set an alarm that is
   * further off first, such as that of a deadline.
   */
  Duration alarmWithin(Duration most) {
    until(
        () -> clock.untilNextAlarm().filter(next -> next.compareTo(most) <= 0).isPresent(),
        "an alarm within " + most);
    return clock.untilNextAlarm().orElseThrow();
  }

  /**
   * Waits until something is to happen within ten seconds, and lets it happen: a pause ends. The
   * limits of calls are longer, and may be set first.
   */
  void ring() {
    clock.advance(alarmWithin(LONGEST_PAUSE));
  }

  Optional<Duration> nextAlarm() {
    return clock.untilNextAlarm();
  }

  static void until(BooleanSupplier condition, String what) {
    long limit = System.nanoTime() + GENEROUS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("Waited 30 s for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
