package ai.evolink;

import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every remote verb of this SDK returns: a {@link CompletableFuture} that can also be blocked
 * on with {@link #result()}, and whose cancel stops the work behind it.
 *
 * <p><b>Cancel travels.</b> Cancelling a stage derived from this future ({@code thenApply}, {@code
 * thenCompose}, {@code copy} …), or letting it run into its own {@code orTimeout} or {@code
 * completeOnTimeout}, also gives up the future it came from, and the one that a {@code thenCompose}
 * led to; other stages derived from the same future then fail too. It does not travel through
 * futures that are not of this class: the results of {@code allOf} and {@code anyOf}, and the
 * second argument of {@code thenCombine} and its like. {@code complete} and {@code
 * completeExceptionally} end the future they are called on, and no other.
 *
 * <p><b>Done means done.</b> Until the result is in place this future is pending for everybody;
 * from then on every method says the same. No result waits for the callback executor, and no thread
 * that blocks on it for a continuation, however busy those are.
 *
 * <p><b>Continuations run on the callback executor</b> of the client, never on a thread that moves
 * bytes or watches the clock, also if the future is cancelled or completed by hand. A continuation
 * added to a finished future runs on the thread that adds it, as with any {@code
 * CompletableFuture}; the order among continuations is not promised. What depends on this future by
 * way of one that is not of this class, such as the result of {@code allOf}, runs on the thread
 * that completes this one: a thread of the client's, or the one that cancels.
 *
 * <p>A future that fails holds the plain exception; see {@link #result()}. Thread-safe.
 */
public class EvolinkFuture<T extends @Nullable Object> extends CancellableFuture<T> {
  EvolinkFuture(Callbacks callbacks) {
    super(callbacks, null);
  }

  private EvolinkFuture(Callbacks callbacks, EvolinkFuture<?> source) {
    super(callbacks, source);
  }

  // ---- waiting

  /**
   * Blocks until the result is there.
   *
   * <p>Fails with the exception of this future itself, never wrapped if it is unchecked: an {@link
   * EvolinkException}, or {@link CancellationException} if the wait was cancelled. A checked one,
   * such as the {@link TimeoutException} of {@code orTimeout}, comes as the cause of a {@link
   * CompletionException}.
   *
   * @throws WaitInterruptedException if the thread is interrupted. The wait is cancelled then and
   *     the interrupt flag stays set; a task that was submitted lives on.
   */
  public T result() {
    try {
      return get();
    } catch (InterruptedException e) {
      return interrupted(e);
    } catch (ExecutionException e) {
      throw Unwrapping.unchecked(e);
    } catch (CancellationException e) {
      throw e.getCause() instanceof CancellationException original ? original : e;
    }
  }

  /**
   * Blocks until the result is there, but no longer than {@code atMost}. Running out of time ends
   * this call only: the future goes on, and {@code result} can be called again.
   *
   * @throws TaskTimeoutException if time runs out while waiting for a task
   * @throws ResultTimeoutException if time runs out while waiting for any other call
   * @throws WaitInterruptedException as {@link #result()} does
   */
  public T result(Duration atMost) {
    Objects.requireNonNull(atMost, "atMost");
    if (!isDone()) {
      Latch<@Nullable Object> limit = new Latch<>();
      Runnable takeBack =
          callbacks.timers().schedule(Nanos.of(atMost), Runnable::run, () -> limit.complete(null));
      try {
        latch().runAfterEither(limit, () -> {}).get();
      } catch (InterruptedException e) {
        return interrupted(e);
      } catch (ExecutionException e) {
        throw new AssertionError(e); // latches do not fail
      } finally {
        takeBack.run();
      }
      if (!isDone()) {
        throw overdue(atMost);
      }
    }
    return result();
  }

  private T interrupted(InterruptedException cause) {
    TaskFuture wait = root();
    boolean cancelled = cancel(true);
    Thread.currentThread().interrupt();
    if (!cancelled) {
      return result(); // it came at the same time, and is better news
    }
    throw new WaitInterruptedException(wait == null ? null : wait.handle(), cause);
  }

  private EvolinkException overdue(Duration atMost) {
    TaskFuture wait = root();
    return wait != null ? wait.overdue(atMost) : new ResultTimeoutException(atMost);
  }

  /** {@return the wait for a task at the start of this chain} */
  private @Nullable TaskFuture root() {
    EvolinkFuture<?> at = this;
    while (at != null && !(at instanceof TaskFuture)) {
      at = at.source();
    }
    return (TaskFuture) at;
  }

  /** {@return {@code failure} without the wrappers that futures put around it} */
  static Throwable plain(Throwable failure) {
    return Unwrapping.plain(failure);
  }

  /**
   * Runs {@code action} once {@code stage} is complete, with its plain failure if it has one, on
   * the thread that completes it.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the action reports what it throws
  static <V> void whenDone(
      CompletionStage<V> stage, BiConsumer<@Nullable V, @Nullable Throwable> action) {
    BiConsumer<@Nullable V, @Nullable Throwable> plain =
        (value, failure) -> action.accept(value, failure == null ? null : plain(failure));
    if (stage instanceof EvolinkFuture<V> ours) {
      ours.onCompletion(plain);
    } else {
      stage.whenComplete(plain);
    }
  }

  // ---- CompletableFuture

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> newIncompleteFuture() {
    return new EvolinkFuture<>(callbacks, this);
  }

  /** {@return the callback executor of the client} */
  @Override
  public Executor defaultExecutor() {
    return callbacks;
  }

  @Override
  public boolean complete(@Nullable T value) {
    return end(value, null, false);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return end(null, Objects.requireNonNull(failure, "failure"), false);
  }

  /**
   * Ends this wait and what it waits for; see the class comment. A task that was submitted lives
   * on, and a submit under way is never broken off.
   *
   * @param mayInterruptIfRunning has no effect; no thread is interrupted
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return end(null, cancellation(), true) || isCancelled();
  }

  @Override
  public EvolinkFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, callbacks);
  }

  @Override
  public EvolinkFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    executor.execute(
        () -> {
          try {
            complete(supplier.get());
          } catch (Throwable t) {
            completeExceptionally(t);
          }
        });
    return this;
  }

  @Override
  public EvolinkFuture<T> orTimeout(long timeout, TimeUnit unit) {
    return after(unit.toNanos(timeout), () -> end(null, new TimeoutException(), true));
  }

  @Override
  public EvolinkFuture<T> completeOnTimeout(@Nullable T value, long timeout, TimeUnit unit) {
    return after(unit.toNanos(timeout), () -> end(value, null, true));
  }

  private EvolinkFuture<T> after(long nanos, Runnable task) {
    if (!isDone()) {
      Runnable takeBack = callbacks.timers().schedule(nanos, callbacks::complete, task);
      onCompletion((value, failure) -> takeBack.run());
    }
    return this;
  }
}
