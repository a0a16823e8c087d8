package ai.evolink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A future that releases the threads blocked on it before it runs any continuation.
 *
 * <p>A {@code CompletableFuture} keeps blocked threads and continuations in one stack. The thread
 * that completes it works through that stack from the top (or from the bottom, if the future
 * derives from one that is completing), and a thread that was blocked on it joins in. The first
 * continuation that blocks, or an executor whose {@code execute} blocks, then holds up threads that
 * wait for a result which is already there, even those with a timeout. Here threads block on a
 * {@link Latch}. The action that opens the latch lies below the first continuation and, once a
 * thread has blocked, also above the last one.
 */
abstract class BlockableFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private static final VarHandle LATCH;

  static {
    try {
      LATCH = MethodHandles.lookup().findVarHandle(BlockableFuture.class, "latch", Latch.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Created when the first continuation is added, or the first thread blocks. */
  private volatile @Nullable Latch<@Nullable Object> latch;

  /** Must be called before a continuation is added. */
  final void latchBelow() {
    if (latch == null && !isDone()) {
      latch(false);
    }
  }

  /** Must be called after a continuation was added. */
  final void latchAbove() {
    Latch<@Nullable Object> there = latch;
    if (there != null && there.awaited && !isDone()) {
      openFirst(there);
    }
  }

  /** {@return the latch to block on, which completes as soon as this future does} */
  final Latch<@Nullable Object> latch() {
    Latch<@Nullable Object> there = latch(true);
    if (!there.awaited) {
      there.awaited = true;
      openFirst(there);
    }
    return there;
  }

  private Latch<@Nullable Object> latch(boolean awaited) {
    Latch<@Nullable Object> there = latch;
    if (there != null) {
      return there;
    }
    Latch<@Nullable Object> made = new Latch<>();
    made.awaited = awaited;
    if (LATCH.compareAndSet(this, null, made)) {
      openFirst(made);
      return made;
    }
    return latch(awaited);
  }

  private void openFirst(Latch<@Nullable Object> latch) {
    onCompletion((value, failure) -> latch.complete(null));
  }

  /** Runs {@code action}, which must be brief, on the thread that completes this future. */
  @SuppressWarnings("FutureReturnValueIgnored") // the action does not throw
  final void onCompletion(BiConsumer<@Nullable T, @Nullable Throwable> action) {
    super.whenComplete(action);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    if (!isDone()) {
      try {
        latch().get();
      } catch (InterruptedException e) {
        preferResult(e);
      }
    }
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!isDone()) {
      try {
        latch().get(timeout, unit);
      } catch (InterruptedException e) {
        preferResult(e);
      } catch (TimeoutException e) {
        if (!isDone()) {
          throw e;
        }
      }
    }
    return super.get();
  }

  @Override
  public T join() {
    if (!isDone()) {
      latch().join();
    }
    return super.join();
  }

  @Override
  @SuppressWarnings("NullAway") // null may come out only if it went in
  public @Nullable T getNow(@Nullable T valueIfAbsent) {
    return super.getNow(valueIfAbsent);
  }

  /**
   * Throws {@code e} unless the result has arrived in the meantime; then it restores the interrupt
   * flag, and the caller gets the result.
   */
  final void preferResult(InterruptedException e) throws InterruptedException {
    if (!isDone()) {
      throw e;
    }
    Thread.currentThread().interrupt();
  }
}
