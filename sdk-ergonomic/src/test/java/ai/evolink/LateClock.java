package ai.evolink;

import java.time.Duration;
import java.time.Instant;

/** A clock whose one alarm the test rings: late, as after a sleep of the machine, or early. */
public final class LateClock implements WaitClock {
  private long now;
  private boolean set;
  private long at;
  private Runnable ring = () -> {};

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(now);
  }

  /** Lets time pass without a ring. */
  public void sleep(Duration time) {
    now += time.toNanos();
  }

  /** Moves to the time of the alarm and {@code late} beyond, and rings. */
  public void ring(Duration late) {
    if (!set) {
      throw new IllegalStateException("the alarm is off");
    }
    now = late.isNegative() && now >= at + late.toNanos() ? at : Math.max(now, at + late.toNanos());
    set = false;
    ring.run();
  }

  public boolean isSet() {
    return set;
  }

  @Override
  public Alarm alarm(Runnable ring) {
    this.ring = ring;
    return new Alarm() {
      @Override
      public void ringAt(long nanoTime) {
        set = true;
        at = nanoTime;
      }

      @Override
      public void off() {
        set = false;
      }

      @Override
      public void close() {
        set = false;
      }
    };
  }
}
