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
 * A future whose blocked threads get the result before any continuation does.
 *
 * <p>A {@code CompletableFuture} keeps the threads that block on it and the continuations in one
 * stack. Whoever completes it works that off from the top, and so does a thread that has been
 * blocked: the first continuation that blocks, or an executor whose {@code execute} does, then
 * holds up threads that wait for a result which is there, time limits included. Here threads block
 * on a {@link Latch}, and what opens it is pushed again on top of each continuation.
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

  /** There once a thread has blocked. */
  private volatile @Nullable Latch<@Nullable Object> latch;

  /** {@return what completes as soon as this future does} */
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

  /** To be called after each continuation that was added. */
  final void keepLatchOnTop() {
    Latch<@Nullable Object> there = latch;
    if (there != null && !isDone()) {
      openFirst(there);
    }
  }

  private void openFirst(Latch<@Nullable Object> latch) {
    onCompletion((value, failure) -> latch.complete(null));
  }

  /** Has the thread that completes this future run {@code action}, which must be brief. */
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
  @SuppressWarnings("NullAway") // null goes in where it is to come out
  public @Nullable T getNow(@Nullable T valueIfAbsent) {
    return super.getNow(valueIfAbsent);
  }

  /** Throws {@code e} unless the result has come meanwhile, which is better news. */
  final void preferResult(InterruptedException e) throws InterruptedException {
    if (!isDone()) {
      throw e;
    }
    Thread.currentThread().interrupt();
  }
}
