package ai.evolink;

import ai.evolink.internal.time.SystemClock;
import java.time.Instant;

/**
 * The time that waits go by: when to ask the service again, when a deadline has passed.
 *
 * <p>{@link #system()} is the default. {@link VirtualClock} stands still until told otherwise, so
 * that tests of code that waits for an hour take no time. An implementation must be thread-safe.
 */
public interface WaitClock {

  /** {@return nanoseconds since an arbitrary origin} Never runs backwards. */
  long nanoTime();

  /** {@return the time of day} Used for time stamps only, never to measure how long to wait. */
  Instant instant();

  /**
   * Makes an alarm that is off. Each client uses one.
   *
   * @param ring what to run when the alarm goes off: on any thread, never twice at once. It is
   *     brief, and may set the alarm again.
   */
  Alarm alarm(Runnable ring);

  /** {@return the clock of this machine} Its alarms share nothing; each has one daemon thread. */
  static WaitClock system() {
    return SystemClock.INSTANCE;
  }

  /** Goes off once at the time set last. Calls after {@link #close()} do nothing. */
  interface Alarm extends AutoCloseable {

    /**
     * Sets the alarm, in place of what was set before. A time that has passed already rings as soon
     * as the clock can, but never within this call.
     *
     * @param nanoTime the moment on {@link WaitClock#nanoTime()}
     */
    void ringAt(long nanoTime);

    /** Turns the alarm off until it is set again. */
    void off();

    /** Turns the alarm off for good and gives back its thread, if it has one. */
    @Override
    void close();
  }
}
