package ai.evolink.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okio.AsyncTimeout;

/**
 * Keeps Okio's watchdog from being woken by every call.
 *
 * <p>The time limits of a call, of its reads and of its writes are nodes in one queue of the JVM.
 * Whoever inserts the one that is due first wakes the thread that watches the queue, and where few
 * calls are in flight, that is nearly everyone: a switch of threads for each limit. While calls are
 * made, a node that is due within a second stands before theirs. Limits are kept as exactly as
 * without it, and only those of less than a second wake the watchdog.
 */
final class WatchdogPulse extends AsyncTimeout {
  private static final WatchdogPulse OF_JVM = new WatchdogPulse(Duration.ofSeconds(1));

  private final AtomicBoolean beating = new AtomicBoolean();
  private volatile boolean wanted;

  WatchdogPulse(Duration period) {
    timeout(period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A call is about to be made. */
  static void callBegins() {
    OF_JVM.beat();
  }

  /** Goes on for one to two periods. */
  void beat() {
    if (!wanted) {
      wanted = true;
    }
    if (!beating.get() && beating.compareAndSet(false, true)) {
      enter();
    }
  }

  boolean isBeating() {
    return beating.get();
  }

  @Override
  protected void timedOut() {
    exit();
    if (wanted) {
      wanted = false;
      enter();
      return;
    }
    beating.set(false);
    if (wanted) { // by a call that has still seen it beat
      beat();
    }
  }
}
