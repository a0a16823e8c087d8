package ai.evolink.internal.submit;

import ai.evolink.Charge;
import ai.evolink.WaitClock;
import ai.evolink.internal.Access;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives submits that have left two seconds to be answered when the JVM shuts down, so that what
 * they bought is told and written down. All that has not left is given up at once.
 *
 * <p>The shutdown hook exists only while a submit is under way: a permanent one would keep the
 * class loader of a web application that was redeployed.
 */
final class ShutdownDrain {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
  private static final Object LOCK = new Object();
  private static final Set<Attempt> UNDER_WAY = new HashSet<>();
  private static @Nullable Thread hook;
  private static volatile boolean begun;

  private ShutdownDrain() {}

  /**
   * An attempt is about to be sent.
   *
   * @throws ai.evolink.EvolinkException if the JVM is shutting down
   */
  static void enter(Attempt attempt) {
    synchronized (LOCK) {
      if (!begun && hook == null) {
        Thread made = new Thread(ShutdownDrain::drain, "evolink-shutdown");
        try {
          Runtime.getRuntime().addShutdownHook(made);
          hook = made;
        } catch (IllegalStateException e) { // it has begun, with no submit under way
          begun = true;
        }
      }
      if (begun) {
        throw Access.get()
            .failure("The JVM is shutting down; nothing was sent.", null, Charge.NONE, null);
      }
      UNDER_WAY.add(attempt);
    }
  }

  static void leave(Attempt attempt) {
    synchronized (LOCK) {
      if (!UNDER_WAY.remove(attempt)) {
        return;
      }
      LOCK.notifyAll();
      Thread idle = hook;
      if (UNDER_WAY.isEmpty() && idle != null && !begun) {
        hook = null;
        try {
          Runtime.getRuntime().removeShutdownHook(idle);
        } catch (IllegalStateException e) {
          // It is about to run, and finds nothing to wait for.
        }
      }
    }
  }

  /** Whether nothing may leave any more. */
  static boolean hasBegun() {
    return begun;
  }

  private static void drain() {
    WaitClock clock = WaitClock.system();
    long end = clock.nanoTime() + PATIENCE;
    synchronized (LOCK) {
      begun = true;
      try {
        while (UNDER_WAY.stream().anyMatch(Attempt::hasLeft)) {
          long left = end - clock.nanoTime();
          if (left <= 0) {
            return;
          }
          TimeUnit.NANOSECONDS.timedWait(LOCK, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody else has this thread; the JVM ends
      }
    }
  }
}
