package ai.evolink.internal.submit;

import ai.evolink.Charge;
import ai.evolink.WaitClock;
import ai.evolink.internal.Access;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gives submits that have left two seconds to be answered when the JVM shuts down, so that what
 * they bought is told and written down. All that has not left is given up at once.
 *
 * <p>The shutdown hook exists only while a submit is under way: a permanent one would keep the
 * class loader of a web application that was redeployed.
 */
public final class ShutdownDrain {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  /** The only one: a JVM shuts down once, for all clients. */
  private static final ShutdownDrain OF_JVM =
      new ShutdownDrain(
          Runtime.getRuntime()::addShutdownHook, Runtime.getRuntime()::removeShutdownHook);

  private final Consumer<Thread> add;
  private final Consumer<Thread> remove;

  private final Object lock = new Object();
  private final Set<Attempt> underWay = new HashSet<>();

  /** Made once, and not in every submit; it is added and removed any number of times. */
  private final Thread hook = new Thread(null, this::drain, "evolink-shutdown", 0, false);

  private boolean added;
  private volatile boolean begun;

  /**
   * @param add adds a hook that runs at shutdown; throws {@link IllegalStateException} if that has
   *     begun
   * @param remove removes it, or throws likewise
   */
  public ShutdownDrain(Consumer<Thread> add, Consumer<Thread> remove) {
    this.add = add;
    this.remove = remove;
    hook.setContextClassLoader(null); // the submit that comes first has nothing to do with it
  }

  public static ShutdownDrain ofJvm() {
    return OF_JVM;
  }

  /**
   * An attempt is about to be sent.
   *
   * @throws ai.evolink.EvolinkException if the JVM is shutting down
   */
  void enter(Attempt attempt) {
    synchronized (lock) {
      if (!begun && !added) {
        try {
          add.accept(hook);
          added = true;
        } catch (IllegalStateException e) { // it has begun, with no submit under way
          begun = true;
        }
      }
      if (begun) {
        throw Access.get()
            .failure("The JVM is shutting down; nothing was sent.", null, Charge.NONE, null);
      }
      underWay.add(attempt);
    }
  }

  void leave(Attempt attempt) {
    synchronized (lock) {
      if (!underWay.remove(attempt)) {
        return;
      }
      lock.notifyAll();
      if (underWay.isEmpty() && added && !begun) {
        added = false;
        try {
          remove.accept(hook);
        } catch (IllegalStateException e) {
          // It is about to run, and finds nothing to wait for.
        }
      }
    }
  }

  /** Whether nothing may leave any more. */
  boolean hasBegun() {
    return begun;
  }

  private void drain() {
    WaitClock clock = WaitClock.system();
    long end = clock.nanoTime() + PATIENCE;
    synchronized (lock) {
      begun = true;
      try {
        while (underWay.stream().anyMatch(Attempt::hasLeft)) {
          long left = end - clock.nanoTime();
          if (left <= 0) {
            return;
          }
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody else has this thread; the JVM ends
      }
    }
  }
}
