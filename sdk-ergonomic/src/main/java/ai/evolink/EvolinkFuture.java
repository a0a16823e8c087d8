package ai.evolink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every remote verb of this SDK returns: a {@link CompletableFuture} that can also be awaited,
 * whose cancel stops the work behind it.
 *
 * <p><b>Cancel travels.</b> Cancelling a stage derived from this future ({@code thenApply}, {@code
 * thenCompose}, {@code copy} …), or letting it run into its own {@code orTimeout} or {@code
 * completeOnTimeout}, also gives up the future it came from, and the one that a {@code thenCompose}
 * led to; other stages derived from the same future then fail too. It does not travel through
 * futures that are not of this class: the results of {@code allOf} and {@code anyOf}, and the
 * second argument of {@code thenCombine} and its like. {@code complete} and {@code
 * completeExceptionally} end the future they are called on, and no other.
 *
 * <p><b>Continuations run on the callback executor</b> of the client, never on a thread that moves
 * bytes or watches the clock. A continuation added to a finished future runs on the thread that
 * adds it, as with any {@code CompletableFuture}; the order among continuations is not promised.
 *
 * <p>A future that fails holds the plain exception; see {@link #await()}. Thread-safe.
 */
public class EvolinkFuture<T> extends EvolinkStages<T> {
  private static final VarHandle UPSTREAM;
  private static final VarHandle BLOCKED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      UPSTREAM = lookup.findVarHandle(EvolinkFuture.class, "upstream", Object.class);
      BLOCKED = lookup.findVarHandle(EvolinkFuture.class, "blocked", BlockedThread.class);
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

  EvolinkFuture(Callbacks callbacks) {
    this.callbacks = callbacks;
    this.derived = false;
  }

  private EvolinkFuture(Callbacks callbacks, EvolinkFuture<?> source) {
    this.callbacks = callbacks;
    this.upstream = source;
    this.derived = true;
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
  public T await() {
    try {
      return get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw Unwrapping.unchecked(e);
    } catch (CancellationException e) {
      throw e.getCause() instanceof CancellationException original ? original : e;
    }
  }

  /**
   * Blocks until the result is there, but no longer than {@code atMost}. Running out of time ends
   * this call only: the future goes on, and can be awaited again.
   *
   * @throws TaskTimeoutException if time runs out while waiting for a task; for other calls a plain
   *     {@link EvolinkException}
   */
  public T await(Duration atMost) {
    Objects.requireNonNull(atMost, "atMost");
    if (!isDone()) {
      CompletableFuture<@Nullable Void> limit = new CompletableFuture<>();
      Runnable takeBack =
          callbacks.timers().schedule(Nanos.of(atMost), Runnable::run, () -> limit.complete(null));
      try {
        CompletableFuture.anyOf(this, limit).get();
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException | CancellationException e) {
        // The result is in: await() below tells it.
      } finally {
        takeBack.run();
      }
      if (!isDone()) {
        throw overdue(atMost);
      }
    }
    return await();
  }

  private WaitInterruptedException interrupted(InterruptedException cause) {
    TaskFuture wait = root();
    cancel(true);
    Thread.currentThread().interrupt();
    return new WaitInterruptedException(wait == null ? null : wait.handle(), cause);
  }

  private EvolinkException overdue(Duration atMost) {
    TaskFuture wait = root();
    return wait != null
        ? wait.overdue(atMost)
        : new EvolinkException(
            "No answer within " + atMost + ".",
            null,
            Charge.UNKNOWN,
            "The call goes on; await it again.");
  }

  /** {@return the wait for a task at the start of this chain} */
  private @Nullable TaskFuture root() {
    Object at = this;
    while (at != null && !(at instanceof TaskFuture)) {
      if (at instanceof Composition<?, ?> composition) {
        EvolinkFuture<?> inner = composition.inner();
        at = inner != null ? inner : composition.source();
      } else {
        at = at instanceof EvolinkFuture<?> stage ? stage.upstream : null;
      }
    }
    return (TaskFuture) at;
  }

  /** {@return {@code failure} without the wrappers that futures put around it} */
  static Throwable plain(Throwable failure) {
    return Unwrapping.plain(failure);
  }

  /** Runs {@code action} once {@code stage} is complete, with its plain failure if it has one. */
  @SuppressWarnings("FutureReturnValueIgnored") // the action reports what it throws
  static <V> void whenDone(
      CompletionStage<V> stage, BiConsumer<@Nullable V, @Nullable Throwable> action) {
    stage.whenComplete(
        (value, failure) -> action.accept(value, failure == null ? null : plain(failure)));
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
    BlockedThread thread = getNumberOfDependents() == 0 ? unblocked() : null;
    if (thread != null) {
      thread.hand(decision);
    } else {
      callbacks.execute(decision);
    }
    return true;
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
  private boolean end(@Nullable T value, @Nullable Throwable failure, boolean travels) {
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
  public <U> EvolinkFuture<U> newIncompleteFuture() {
    return new EvolinkFuture<>(callbacks, this);
  }

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
      Runnable takeBack = callbacks.timers().schedule(nanos, callbacks, task);
      whenDone(this, (value, failure) -> takeBack.run());
    }
    return this;
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
