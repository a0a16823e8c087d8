package ai.evolink;

import ai.evolink.internal.time.SystemClock;
import java.time.Instant;

/**
 * The clock that waits use: for the time of polls and for deadlines.
 *
 * <p>{@link #system()} is the default. {@link VirtualClock} stands still until it is advanced, so
 * that tests of code that waits for an hour take no time. An implementation must be thread-safe.
 */
public interface WaitClock {

  /** {@return nanoseconds since an arbitrary origin} Monotonic: it never runs backwards. */
  long nanoTime();

  /**
   * {@return the current date and time} Used for time stamps only, never to measure how long to
   * wait. If it throws, the time of the machine is taken.
   */
  Instant instant();

  /**
   * Makes an alarm that is off. Each client uses one.
   *
   * @param ring the action to run when the alarm goes off, on any thread but never concurrently
   *     with itself. It is brief, and may set the alarm again.
   */
  Alarm alarm(Runnable ring);

  /**
   * {@return the clock of this machine} Its alarms share nothing; each has one daemon thread of its
   * own.
   */
  static WaitClock system() {
    return SystemClock.INSTANCE;
  }

  /**
   * An alarm that goes off once, at the time set last. Calls after {@link #close()} have no effect.
   */
  interface Alarm extends AutoCloseable {

    /**
     * Sets the alarm, replacing any earlier setting. If the time has already passed, the alarm goes
     * off as soon as possible, but never within this call.
     *
     * @param nanoTime the time, on the scale of {@link WaitClock#nanoTime()}
     */
    void ringAt(long nanoTime);

    /** Turns the alarm off until it is set again. */
    void off();

    /** Turns the alarm off permanently and releases its thread, if it has one. */
    @Override
    void close();
  }
}
