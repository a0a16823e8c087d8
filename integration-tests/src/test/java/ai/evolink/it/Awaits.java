package ai.evolink.it;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what nothing announces. */
final class Awaits {
  private static final int LIMIT_SECONDS = 30;

  private Awaits() {}

  static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }

  /**
   * @param what is asked when the time is up, for the message
   */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("Not within " + LIMIT_SECONDS + " s: " + what.get());
      }
      LockSupport.parkNanos(500_000);
    }
  }

  static boolean threadExists(String name) {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
