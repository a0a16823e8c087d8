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
 * that completes it works through that stack from the top, and so does a thread that was blocked on
 * it. The first continuation that blocks, or an executor whose {@code execute} blocks, then holds
 * up threads that wait for a result which is already there, even those with a timeout. Here threads
 * block on a {@link Latch}, and the action that opens the latch is pushed onto the stack again
 * after each continuation, so that it stays on top.
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

  /** Created when the first thread blocks. */
  private volatile @Nullable Latch<@Nullable Object> latch;

  /** {@return the latch, which completes as soon as this future does} */
  final Latch<@Nullable Object> latch() {
    Latch<@Nullable Object> there = latch;
    if (there != null) {
      return there;
    }
    Latch<@Nullable Object> made = new Latch<>();
    if (LATCH.compareAndSet(this, null, made)) {
      openFirst(made);
      return made;
    }
    return latch();
  }

  /** Must be called after each continuation that was added. */
  final void keepLatchOnTop() {
    Latch<@Nullable Object> there = latch;
    if (there != null && !isDone()) {
      openFirst(there);
    }
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
