package ai.evolink.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What to do when the process is stopped from outside, by Ctrl-C for instance. One thing at a time:
 * commands do not nest. Thread-safe.
 */
final class Interrupts {
  private final AtomicReference<@Nullable Runnable> lastWord = new AtomicReference<>();

  /** Runs {@code action} if the process is stopped before the returned guard is closed. */
  Guard during(Runnable action) {
    lastWord.set(action);
    return () -> lastWord.compareAndSet(action, null);
  }

  /** Called once, when the process is being stopped. */
  void fire() {
    Runnable action = lastWord.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  /** Ends the time in which an interrupt means something special. */
  interface Guard {
    void close();
  }
}
