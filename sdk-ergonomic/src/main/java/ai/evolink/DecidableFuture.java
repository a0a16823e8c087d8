package ai.evolink;

import ai.evolink.internal.thread.Callbacks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A future whose result is decided at one moment and put in place at another: {@code
 * CompletableFuture} runs continuations where it is completed, and that must be no thread that
 * moves bytes or watches the clock. From the moment of the decision the future is done for whoever
 * looks.
 */
abstract class DecidableFuture<T> extends EvolinkStages<T> {
  private static final VarHandle UPSTREAM;
  private static final VarHandle BLOCKED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      UPSTREAM = lookup.findVarHandle(DecidableFuture.class, "upstream", Object.class);
      BLOCKED = lookup.findVarHandle(DecidableFuture.class, "blocked", BlockedThread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Callbacks callbacks;

  /**
   * What stands behind this future: the future it derives from, a {@link Composition}, a {@link
   * Runnable} that aborts a call, or nothing. A {@link Decision} replaces it once the result is
   * known, which may be a moment before the callback executor completes the future with it.
   */
  private volatile @Nullable Object upstream;

  /** The first thread that blocks until this is done; others block as in any future. */
  private volatile @Nullable BlockedThread blocked;

  /**
   * Whether {@code CompletableFuture} completes this by itself, from the future it derives from.
   */
  private final boolean derived;

  /**
   * @param source the future that this one derives from; null if it derives from none
   */
  DecidableFuture(Callbacks callbacks, @Nullable EvolinkFuture<?> source) {
    this.callbacks = callbacks;
    this.upstream = source;
    this.derived = source != null;
  }

  final @Nullable Object upstream() {
    return upstream;
  }

  // ---- deciding

  /**
   * Completes this future on the callback executor, or on a thread that is blocked by it; false if
   * it was decided already.
   */
  final boolean settle(@Nullable T value, @Nullable Throwable failure) {
    Decision<T> decision = new Decision<>(this, value, failure);
    if (claim(decision) == Decision.LOST) {
      return false;
    }
    if (hasListener()) {
      callbacks.execute(decision); // behind what the listener is told
      return true;
    }
    BlockedThread thread = getNumberOfDependents() == 0 ? unblocked() : null;
    if (thread != null) {
      thread.hand(decision);
    } else {
      callbacks.continueWith(decision);
    }
    return true;
  }

  /** Whether somebody should hear of the result on the callback executor first, if possible. */
  boolean hasListener() {
    return false;
  }

  private @Nullable BlockedThread unblocked() {
    return blocked == null ? null : (BlockedThread) BLOCKED.getAndSet(this, null);
  }

  /** Completes this future on the thread that calls, which runs its continuations. */
  final void finishHere(@Nullable T value, @Nullable Throwable failure) {
    Decision<T> decision = new Decision<>(this, value, failure);
    if (claim(decision) != Decision.LOST) {
      decision.apply();
    }
  }

  /** Sets what to run when somebody else than the owner ends this future. At most once, early. */
  final void abortWith(Runnable abort) {
    if (!UPSTREAM.compareAndSet(this, null, abort)) {
      abort.run(); // ended before the call had begun
    }
  }

  /** Puts {@code composition} between this stage and its source, which it returns. */
  final @Nullable EvolinkFuture<?> reroute(Composition<?, ?> composition) {
    Object source = upstream;
    return source instanceof EvolinkFuture<?> future
            && UPSTREAM.compareAndSet(this, source, composition)
        ? future
        : null;
  }

  /** Called once after somebody else than the owner has ended this future. */
  void released() {}

  /** {@return what a cancelled future holds} */
  CancellationException cancellation() {
    return new CancellationException();
  }

  private @Nullable Object claim(Decision<?> decision) {
    while (true) {
      Object before = upstream;
      if (before instanceof Decision || super.isDone()) {
        return Decision.LOST;
      }
      if (UPSTREAM.compareAndSet(this, before, decision)) {
        return before;
      }
    }
  }

  /**
   * Ends this future from outside. A future that nothing depends on is complete on return; one with
   * dependents is so as soon as the callback executor gets to it.
   */
  final boolean end(@Nullable T value, @Nullable Throwable failure, boolean travels) {
    boolean here = getNumberOfDependents() == 0;
    Decision<T> decision = new Decision<>(this, value, failure);
    Object before = claim(decision);
    if (before == Decision.LOST || (here && !decision.apply())) {
      return false;
    }
    released();
    List<Decision<?>> decisions = new ArrayList<>(2);
    if (!here) {
      decisions.add(decision);
    }
    if (travels) {
      GivingUp.of(before, decisions);
    }
    if (!decisions.isEmpty()) {
      // In this order: a stage must hear of its own end before its source's end reaches it.
      callbacks.execute(() -> decisions.forEach(Decision::run));
    }
    abort(before);
    return true;
  }

  /**
   * Decides this future as cancelled, without completing it yet.
   *
   * @param into where the decision goes, for the caller to apply
   * @return what stood behind this future; {@link Decision#LOST} if it was decided already
   */
  final @Nullable Object giveUp(List<Decision<?>> into) {
    Decision<T> decision = new Decision<>(this, null, cancellation());
    Object before = claim(decision);
    if (before != Decision.LOST) {
      into.add(decision);
      released();
      abort(before);
    }
    return before;
  }

  private void abort(@Nullable Object upstream) {
    if (upstream instanceof Runnable abort) {
      try {
        abort.run();
      } catch (RuntimeException e) {
        callbacks.log().log(System.Logger.Level.DEBUG, "Could not abort a call.", e);
      }
    }
  }

  final boolean completeNow(@Nullable T value) {
    boolean completed = super.complete(value);
    wakeBlocked();
    return completed;
  }

  final boolean failNow(Throwable failure) {
    boolean completed = super.completeExceptionally(failure);
    wakeBlocked();
    return completed;
  }

  private void wakeBlocked() {
    BlockedThread thread = blocked;
    if (thread != null) {
      thread.wake();
    }
  }

  /** {@return whether the result is not only known but in place} */
  final boolean isComplete() {
    return super.isDone();
  }

  /** Blocks until this is complete, unless another thread does so already. */
  private void block() throws InterruptedException {
    BlockedThread self = new BlockedThread(this);
    if (!BLOCKED.compareAndSet(this, null, self)) {
      return;
    }
    try {
      if (decision() == null) { // else it was made without a look at us
        ForkJoinPool.managedBlock(self);
      }
    } finally {
      if (!BLOCKED.compareAndSet(this, self, null)) {
        Decision<?> decision = self.take();
        if (getNumberOfDependents() == 0) {
          decision.apply();
        } else {
          callbacks.execute(decision);
        }
      }
    }
  }

  private @Nullable Decision<?> decision() {
    return upstream instanceof Decision<?> decision && !super.isDone() ? decision : null;
  }

  // ---- CompletableFuture

  @Override
  public T get() throws InterruptedException, ExecutionException {
    if (!derived && !isComplete()) {
      try {
        block();
      } catch (InterruptedException e) {
        if (!isComplete()) {
          throw e;
        }
        Thread.currentThread().interrupt(); // a result that is there is better news
      }
    }
    return super.get();
  }

  /** Not supported: others may have acted upon the result. */
  @Override
  public void obtrudeValue(@Nullable T value) {
    throw new UnsupportedOperationException("The result of an EvolinkFuture is final.");
  }

  /** Not supported: others may have acted upon the result. */
  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException("The result of an EvolinkFuture is final.");
  }

  @Override
  public boolean isDone() {
    return upstream instanceof Decision || super.isDone();
  }

  @Override
  public boolean isCancelled() {
    Decision<?> decision = decision();
    return decision == null
        ? super.isCancelled()
        : decision.failure instanceof CancellationException;
  }

  @Override
  public boolean isCompletedExceptionally() {
    Decision<?> decision = decision();
    return decision == null ? super.isCompletedExceptionally() : decision.failure != null;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // a decision of this future has its type
  public T getNow(@Nullable T valueIfAbsent) {
    Decision<T> decision = (Decision<T>) decision();
    if (decision == null) {
      return super.getNow(valueIfAbsent);
    }
    if (decision.failure instanceof CancellationException e) {
      throw e;
    }
    if (decision.failure != null) {
      throw new CompletionException(decision.failure);
    }
    return decision.value;
  }
}
