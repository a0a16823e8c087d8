package ai.evolink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock for tests that stands still until {@link #advance} moves it. Thread-safe.
 *
 * <pre>{@code
 * VirtualClock clock = new VirtualClock();
 * try (EvolinkClient evolink = EvolinkClient.builder("sk-test").clock(clock).build()) {
 *   TaskFuture cat = evolink.images().generate(request);
 *   clock.advance(Duration.ofMinutes(30)); // the deadline has passed
 * }
 * }</pre>
 *
 * <p>Only waiting is virtual: a call over the network takes real time, during which this clock
 * stands still. While {@link EvolinkClient#callsInFlight()} is not 0, an answer that will set the
 * next alarm may still arrive.
 */
public final class VirtualClock implements WaitClock {
  private final Instant start;
  private final ReentrantLock advancing = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<VirtualAlarm> alarms = new ArrayList<>();
  private long now;

  /** Makes a clock that starts at the first second of the year 2026 (UTC). */
  public VirtualClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Makes a clock that starts at {@code start}. */
  public VirtualClock(Instant start) {
    this.start = Objects.requireNonNull(start, "start");
  }

  /**
   * Moves the clock forward by {@code time}, stopping at each alarm on the way to run it on the
   * calling thread. Answers of the service and continuations run on other threads as usual; this
   * method does not wait for them.
   *
   * @throws IllegalArgumentException if {@code time} is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("A clock cannot go back by " + time + ".");
    }
    advancing.lock();
    try {
      long until = Math.addExact(nanoTime(), time.toNanos());
      VirtualAlarm next = due(until);
      while (next != null) {
        next.ring.run();
        next = due(until);
      }
      moveTo(until);
    } finally {
      advancing.unlock();
    }
  }

  /** {@return the time until the next alarm; zero if it is due, empty if none is set} */
  public Optional<Duration> untilNextAlarm() {
    lock.lock();
    try {
      VirtualAlarm next = earliest();
      return next == null
          ? Optional.empty()
          : Optional.of(Duration.ofNanos(Math.max(0, next.at - now)));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanoTime() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime());
  }

  @Override
  public Alarm alarm(Runnable ring) {
    VirtualAlarm alarm = new VirtualAlarm(Objects.requireNonNull(ring, "ring"));
    lock.lock();
    try {
      alarms.add(alarm);
    } finally {
      lock.unlock();
    }
    return alarm;
  }

  /**
   * Moves the clock to the next alarm up to {@code until}, turns that alarm off and returns it;
   * null if there is none.
   */
  private @Nullable VirtualAlarm due(long until) {
    lock.lock();
    try {
      VirtualAlarm next = earliest();
      if (next == null || next.at > until) {
        return null;
      }
      now = Math.max(now, next.at);
      next.set = false;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable VirtualAlarm earliest() {
    VirtualAlarm earliest = null;
    for (VirtualAlarm alarm : alarms) {
      if (alarm.set && (earliest == null || alarm.at < earliest.at)) {
        earliest = alarm;
      }
    }
    return earliest;
  }

  private void moveTo(long until) {
    lock.lock();
    try {
      now = Math.max(now, until);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "VirtualClock[" + instant() + "]";
  }

  private final class VirtualAlarm implements Alarm {
    private final Runnable ring;
    private boolean set;
    private long at;

    VirtualAlarm(Runnable ring) {
      this.ring = ring;
    }

    @Override
    public void ringAt(long nanoTime) {
      lock.lock();
      try {
        set = alarms.contains(this);
        at = nanoTime;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void off() {
      lock.lock();
      try {
        set = false;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        set = false;
        alarms.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }
}
