package ai.evolink.internal.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;

/**
 * The actions that a change of state causes, deferred until the lock is released: reads to start,
 * reads to abort, futures to complete. If one throws, the others still run.
 */
public final class Effects {
  private final ArrayList<Runnable> effects = new ArrayList<>(2);

  public void add(Runnable effect) {
    effects.add(effect);
  }

  void run(Logger log) {
    for (Runnable effect : effects) {
      try {
        effect.run();
      } catch (Throwable t) {
        log.log(Level.ERROR, "A step of waiting failed; the others go on.", t);
      }
    }
  }
}
