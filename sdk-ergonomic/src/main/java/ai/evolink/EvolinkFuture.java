package ai.evolink;

import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Continuations;
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
 * The future that every remote call of this SDK returns: a {@link CompletableFuture} with a
 * blocking {@link #result()}, whose cancellation also stops the work behind it.
 *
 * <p><b>Cancellation propagates upstream.</b> If a stage derived from this future ({@code
 * thenApply}, {@code thenCompose}, {@code copy} …) is cancelled, or ended by its own {@code
 * orTimeout} or {@code completeOnTimeout}, the future it came from is cancelled too, and so is the
 * one that the function of a {@code thenCompose} returned. Other stages derived from the same
 * future then fail as well. Cancellation does not pass through futures of other classes: the
 * results of {@code allOf} and {@code anyOf}, and the second argument of {@code thenCombine} and
 * similar methods. {@code complete} and {@code completeExceptionally} end only the future they are
 * called on.
 *
 * <p><b>Completion is atomic.</b> Until the result is in place, this future is pending for every
 * thread; from then on all methods agree that it is done. Completing it needs no thread of the
 * continuation executor, and a thread that blocks on it never waits for a continuation, however
 * busy that executor is.
 *
 * <p><b>Continuations run on the continuation executor</b> of the client (see {@link
 * EvolinkClient.Builder#continuationExecutor}), and never on a thread that is performing I/O or
 * running timers, even if the future is cancelled or completed by a caller. A continuation added to
 * a completed future runs on the thread that adds it, as with any {@code CompletableFuture}. The
 * order of continuations is unspecified. Code that depends on this future through a future of
 * another class, such as the result of {@code allOf}, runs on the thread that completes this one: a
 * thread of the client, or the one that cancels.
 *
 * <p>A failed future holds the original exception without a wrapper; see {@link #result()}.
 * Thread-safe.
 */
public class EvolinkFuture<T extends @Nullable Object> extends CancellableFuture<T> {
  EvolinkFuture(Continuations continuations) {
    super(continuations, null);
  }

  private EvolinkFuture(Continuations continuations, EvolinkFuture<?> source) {
    super(continuations, source);
  }

  // ---- waiting

  /**
   * Blocks until this future completes, and returns its result.
   *
   * <p>Throws the exception of this future itself if it is unchecked: an {@link EvolinkException},
   * or {@link CancellationException} if the wait was cancelled. A checked exception, such as the
   * {@link TimeoutException} of {@code orTimeout}, is thrown as the cause of a {@link
   * CompletionException}.
   *
   * @throws WaitInterruptedException if the thread is interrupted. The wait is then cancelled and
   *     the interrupt flag stays set; a task that was submitted goes on.
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
   * Blocks until this future completes, but no longer than {@code atMost}. A timeout ends only this
   * call: the future stays pending, and {@code result} can be called again.
   *
   * @throws TaskTimeoutException if the time runs out while waiting for a task
   * @throws ResultTimeoutException if the time runs out while waiting for any other call
   * @throws WaitInterruptedException as {@link #result()} does
   */
  public T result(Duration atMost) {
    Objects.requireNonNull(atMost, "atMost");
    if (!isDone()) {
      Latch<@Nullable Object> limit = new Latch<>();
      Runnable takeBack =
          continuations
              .timers()
              .schedule(Nanos.of(atMost), Runnable::run, () -> limit.complete(null));
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
      return result(); // the result arrived at the same moment and takes precedence
    }
    throw new WaitInterruptedException(wait == null ? null : wait.handle(), cause);
  }

  private EvolinkException overdue(Duration atMost) {
    TaskFuture wait = root();
    return wait != null ? wait.overdue(atMost) : new ResultTimeoutException(atMost);
  }

  /** {@return the wait for a task at the start of this chain; null if there is none} */
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
   * Runs {@code action} on the thread that completes {@code stage}, with the unwrapped failure if
   * it failed.
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
    return new EvolinkFuture<>(continuations, this);
  }

  /** {@return the continuation executor of the client} */
  @Override
  public Executor defaultExecutor() {
    return continuations;
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
   * Cancels this future and the futures it waits for; see the class comment. A task that was
   * submitted goes on, and a submit in flight is never aborted.
   *
   * @param mayInterruptIfRunning has no effect; no thread is interrupted
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return end(null, cancellation(), true) || isCancelled();
  }

  @Override
  public EvolinkFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, continuations);
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
      Runnable takeBack = continuations.timers().schedule(nanos, continuations::complete, task);
      onCompletion((value, failure) -> takeBack.run());
    }
    return this;
  }
}
