package ai.evolink;

import ai.evolink.internal.thread.Continuations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A future that knows what it waits for, so that cancelling the future can cancel that as well.
 *
 * <p>A caller that completes it (by a cancel, a timeout or an explicit result) does so inline, as
 * with any {@code CompletableFuture}. Results of the SDK itself arrive on threads that perform I/O
 * or run timers. Completing runs dependent stages, so {@link #settle} hands it to another thread;
 * until that thread has run, the future is not done for anybody.
 */
abstract class CancellableFuture<T extends @Nullable Object> extends EvolinkStages<T> {
  /** Value of {@link #upstream} once this future has ended. */
  private static final Object ENDED = new Object();

  /** The same, if what this future waited for was to be cancelled too. */
  private static final Object GIVEN_UP = new Object();

  private static final VarHandle UPSTREAM;

  static {
    try {
      UPSTREAM =
          MethodHandles.lookup().findVarHandle(CancellableFuture.class, "upstream", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * What this future waits for: a {@link WeakReference} to another future, a {@link Runnable} that
   * aborts a call, or null. The reference is weak because a finished stage must not keep alive all
   * the stages it came from. While those are pending, whatever is going to complete them holds
   * them.
   */
  private volatile @Nullable Object upstream;

  /**
   * @param source the future that this one derives from; null if it derives from none
   */
  CancellableFuture(Continuations continuations, @Nullable EvolinkFuture<?> source) {
    super(continuations);
    this.upstream = source == null ? null : new WeakReference<>(source);
  }

  /** {@return the future that this one waits for; null if there is none} */
  final @Nullable EvolinkFuture<?> source() {
    return source(upstream);
  }

  private static @Nullable EvolinkFuture<?> source(@Nullable Object upstream) {
    return upstream instanceof WeakReference<?> link ? (EvolinkFuture<?>) link.get() : null;
  }

  /**
   * Makes {@code next} the future to wait for: the source is done, and a composition led to {@code
   * next}.
   */
  final void follow(EvolinkFuture<?> next) {
    Object before = upstream;
    while (before != ENDED && before != GIVEN_UP) {
      if (UPSTREAM.compareAndSet(this, before, new WeakReference<>(next))) {
        return;
      }
      before = upstream;
    }
    if (before == GIVEN_UP) {
      next.cancel(true);
    }
  }

  /**
   * Sets the action to run when a caller, and not the SDK, ends this future. Called at most once,
   * before anything else.
   */
  final void abortWith(Runnable abort) {
    if (!UPSTREAM.compareAndSet(this, null, abort)) {
      run(abort); // ended before the call had begun
    }
  }

  // ---- ending

  /** Completes this future soon, on a thread that may run dependent stages. */
  final void settle(@Nullable T value, @Nullable Throwable failure) {
    continuations.complete(() -> settleHere(value, failure));
  }

  /** Completes this future on the calling thread. */
  final void settleHere(@Nullable T value, @Nullable Throwable failure) {
    if (completeWith(value, failure)) {
      upstream = ENDED;
    }
  }

  /**
   * Completes this future on behalf of a caller, and not of the SDK.
   *
   * @param travels whether the futures it waits for are cancelled too
   */
  final boolean end(@Nullable T value, @Nullable Throwable failure, boolean travels) {
    if (!completeWith(value, failure)) {
      return false;
    }
    EvolinkFuture<?> next = source(leave(travels ? GIVEN_UP : ENDED));
    while (travels && next != null) {
      CancellableFuture<?> given = next;
      next = given.completeWith(null, given.cancellation()) ? source(given.leave(GIVEN_UP)) : null;
    }
    return true;
  }

  @SuppressWarnings("NullAway") // the value is null only if T may be
  private boolean completeWith(@Nullable T value, @Nullable Throwable failure) {
    if (isDone()) {
      return false; // and does not help to run continuations
    }
    return failure == null ? super.complete(value) : super.completeExceptionally(failure);
  }

  private @Nullable Object leave(Object state) {
    Object before = UPSTREAM.getAndSet(this, state);
    released();
    if (before instanceof Runnable abort) {
      run(abort);
    }
    return before;
  }

  private void run(Runnable abort) {
    try {
      abort.run();
    } catch (RuntimeException e) {
      continuations.log().log(System.Logger.Level.DEBUG, "Could not abort a call.", e);
    }
  }

  /** Called once after a caller, and not the SDK, has ended this future. */
  void released() {}

  /** {@return the exception that a cancelled future holds} */
  CancellationException cancellation() {
    return new CancellationException();
  }

  // ---- CompletableFuture

  /** Not supported: other code may already have acted on the result. */
  @Override
  public void obtrudeValue(@Nullable T value) {
    throw new UnsupportedOperationException("The result of an EvolinkFuture is final.");
  }

  /** Not supported: other code may already have acted on the result. */
  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException("The result of an EvolinkFuture is final.");
  }
}
