package ai.evolink.internal.time;

import ai.evolink.WaitClock;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An alarm with one daemon thread. The thread starts when the alarm is first set. It ends when the
 * alarm is closed or has been off for 10 seconds, so that a client which is never closed does not
 * keep a thread.
 */
public final class AlarmThread implements WaitClock.Alarm {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long AFTER_CRASH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Runnable ring;
  private final ThreadFactory threads;
  private final long idleNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread thread;
  private boolean set;
  private boolean closed;
  private long at;

  AlarmThread(Runnable ring) {
    this(
        ring,
        task -> {
          Thread thread = new Thread(task, "evolink-timer");
          thread.setDaemon(true);
          return thread;
        },
        IDLE_NANOS);
  }

  /**
   * @param idleNanos how long a thread lives on without a time to ring at
   */
  AlarmThread(Runnable ring, ThreadFactory threads, long idleNanos) {
    this.ring = ring;
    this.threads = threads;
    this.idleNanos = idleNanos;
  }

  @Override
  public void ringAt(long nanoTime) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean sooner = !set || nanoTime - at < 0;
      set = true;
      at = nanoTime;
      if (thread == null) {
        Thread starting = threads.newThread(this::run);
        starting.start(); // may fail; the next call then tries again
        thread = starting;
      } else if (sooner) {
        changed.signal();
      }
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

  /**
   * Turns the alarm off permanently. Does not wait for the thread, which may be running the action.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      set = false;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitRing()) {
      try {
        ring.run();
      } catch (Throwable crash) {
        // The action may have failed before it set the alarm again, and then all waits would hang.
        ringAt(System.nanoTime() + AFTER_CRASH_NANOS);
      }
    }
  }

  /** Blocks until the alarm goes off; false if this thread must end. */
  private boolean awaitRing() {
    lock.lock();
    try {
      while (!closed) {
        try {
          if (!set) {
            if (changed.awaitNanos(idleNanos) <= 0 && !set) {
              break;
            }
            continue;
          }
          long left = at - System.nanoTime();
          if (left <= 0) {
            set = false;
            return true;
          }
          changed.awaitNanos(left);
        } catch (InterruptedException e) {
          // Ignored: no code that knows this thread interrupts it.
        }
      }
      thread = null;
      return false;
    } finally {
      lock.unlock();
    }
  }
}
