package ai.evolink.it;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what nothing announces. */
public final class Awaits {
  private static final int LIMIT_SECONDS = 30;

  private Awaits() {}

  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }

  /**
   * Waits until {@code condition} holds.
   *
   * @param what is asked when the time is up, for the message
   */
  public static void until(Supplier<String> what, BooleanSupplier condition) {
    within(LIMIT_SECONDS, what, condition);
  }

  static void within(int seconds, Supplier<String> what, BooleanSupplier condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("Not within " + seconds + " s: " + what.get());
      }
      LockSupport.parkNanos(500_000);
    }
  }

  /** {@return the threads of this JVM} */
  static Set<Thread> threads() {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    return new HashSet<>(Arrays.asList(threads).subList(0, Thread.enumerate(threads)));
  }

  /**
   * Whether {@code thread} reads an HTTP/2 connection. Its name says which, but keeps saying so
   * when OkHttp goes on to use it for something else.
   */
  static boolean readsHttp2(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("okhttp3.internal.http2."));
  }
}
