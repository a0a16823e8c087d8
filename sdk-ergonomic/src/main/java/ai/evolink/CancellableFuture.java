package ai.evolink;

import ai.evolink.internal.thread.Callbacks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A future that knows what it waits for, so that ending it can end that too.
 *
 * <p>Who ends it from outside (a cancel, a time-out, a result by hand) does so inline, as in any
 * {@code CompletableFuture}. What the SDK itself finds out arrives on threads that move bytes or
 * watch the clock; {@link #settle} has another thread complete the future then, for completing runs
 * what depends on it. Until that has happened the future is not done for anybody.
 */
abstract class CancellableFuture<T extends @Nullable Object> extends EvolinkStages<T> {
  /** In place of what this future waited for, once it has ended. */
  private static final Object ENDED = new Object();

  /** The same, if what it waited for was to end with it. */
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
   * What this future waits for: a {@link WeakReference} to another one, a {@link Runnable} that
   * aborts a call, or nothing. Weak, because a stage that is done must not keep alive all those it
   * came from. As long as they are not done themselves, what is to complete them holds them.
   */
  private volatile @Nullable Object upstream;

  /**
   * @param source the future that this one derives from; null if it derives from none
   */
  CancellableFuture(Callbacks callbacks, @Nullable EvolinkFuture<?> source) {
    super(callbacks);
    this.upstream = source == null ? null : new WeakReference<>(source);
  }

  /** {@return the future that this one waits for} */
  final @Nullable EvolinkFuture<?> source() {
    return source(upstream);
  }

  private static @Nullable EvolinkFuture<?> source(@Nullable Object upstream) {
    return upstream instanceof WeakReference<?> link ? (EvolinkFuture<?>) link.get() : null;
  }

  /** Waits for {@code next} from now on: the source is done, and a composition has led there. */
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

  /** Sets what to run when somebody else than the owner ends this future. At most once, early. */
  final void abortWith(Runnable abort) {
    if (!UPSTREAM.compareAndSet(this, null, abort)) {
      run(abort); // ended before the call had begun
    }
  }

  // ---- ending

  /** Completes this future, soon and on a thread that may run what depends on it. */
  final void settle(@Nullable T value, @Nullable Throwable failure) {
    callbacks.complete(() -> settleHere(value, failure));
  }

  /** Completes this future on the thread that calls. */
  final void settleHere(@Nullable T value, @Nullable Throwable failure) {
    if (completeWith(value, failure)) {
      upstream = ENDED;
    }
  }

  /**
   * Completes this future for somebody else than its owner.
   *
   * @param travels whether the futures it waits for end as well
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

  @SuppressWarnings("NullAway") // a null value is for those that may hold null
  private boolean completeWith(@Nullable T value, @Nullable Throwable failure) {
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
      callbacks.log().log(System.Logger.Level.DEBUG, "Could not abort a call.", e);
    }
  }

  /** Called once after somebody else than the owner has ended this future. */
  void released() {}

  /** {@return what a cancelled future holds} */
  CancellationException cancellation() {
    return new CancellationException();
  }

  // ---- CompletableFuture

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
}
