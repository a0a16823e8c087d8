package ai.evolink;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that blocks until a future is done. It is there anyway, so it completes the future
 * itself if nothing depends on it: the callback executor need not be woken for that.
 */
final class BlockedThread implements ForkJoinPool.ManagedBlocker {
  private final DecidableFuture<?> future;
  private final Thread thread = Thread.currentThread();
  private volatile @Nullable Decision<?> handed;

  BlockedThread(DecidableFuture<?> future) {
    this.future = future;
  }

  @Override
  public boolean isReleasable() {
    return handed != null || future.isComplete();
  }

  @Override
  public boolean block() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!isReleasable()) {
      LockSupport.park(future);
    }
    return isReleasable();
  }

  /** Hands over {@code decision}, which this thread will see to. */
  void hand(Decision<?> decision) {
    handed = decision;
    LockSupport.unpark(thread);
  }

  /** The future was completed by somebody else. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** {@return what was handed over; to be called once it is certain that something was} */
  Decision<?> take() {
    Decision<?> decision = handed;
    while (decision == null) {
      Thread.onSpinWait(); // between two lines of the one who hands over
      decision = handed;
    }
    return decision;
  }
}
