package ai.evolink.internal.time;

import ai.evolink.WaitClock;
import java.time.Instant;

/** The clocks of this machine: the monotonic one for waiting, the time of day for time stamps. */
public final class SystemClock implements WaitClock {
  public static final SystemClock INSTANCE = new SystemClock();

  private SystemClock() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Alarm alarm(Runnable ring) {
    return new AlarmThread(ring);
  }

  @Override
  public String toString() {
    return "WaitClock.system()";
  }
}
