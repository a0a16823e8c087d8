package ai.evolink;

import ai.evolink.internal.thread.Continuations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the return type of every stage derived from an {@link EvolinkFuture} to {@code
 * EvolinkFuture}, so that {@code result()} is available along a chain. The future that a
 * composition led to is remembered, so that cancellation reaches it.
 *
 * <p>A continuation added to a completed future runs at once, as with any {@code
 * CompletableFuture}. That of a pending future runs on the continuation executor, even if no
 * executor was named: the future is completed by a thread of the SDK, which must never wait for
 * foreign code.
 */
abstract class EvolinkStages<T extends @Nullable Object> extends BlockableFuture<T> {
  final Continuations continuations;

  EvolinkStages(Continuations continuations) {
    this.continuations = continuations;
  }

  /** {@return the executor for a continuation that is about to be added} */
  private Executor continuations() {
    return by(continuations.executor());
  }

  private Executor by(Executor executor) {
    latchBelow();
    return executor;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // settling does not throw
  private <S extends @Nullable Object> EvolinkFuture<S> attached(CompletableFuture<S> stage) {
    latchAbove();
    if (stage instanceof EvolinkFuture<S> ours) {
      return ours;
    }
    // Of two futures, a foreign one was done first; what derives from it is of its class.
    EvolinkFuture<S> ours = (EvolinkFuture<S>) this.<S>newIncompleteFuture();
    stage.whenComplete(ours::settleHere);
    return ours;
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenApply(
      Function<? super T, ? extends U> fn) {
    return attached(
        isDone() ? super.<U>thenApply(fn) : super.<U>thenApplyAsync(fn, continuations()));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenApplyAsync(
      Function<? super T, ? extends U> fn) {
    return attached(super.<U>thenApplyAsync(fn, by(continuations)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenApplyAsync(
      Function<? super T, ? extends U> fn, Executor executor) {
    return attached(super.<U>thenApplyAsync(fn, by(executor)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenAccept(Consumer<? super T> action) {
    return attached(
        isDone() ? super.thenAccept(action) : super.thenAcceptAsync(action, continuations()));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenAcceptAsync(Consumer<? super T> action) {
    return attached(super.thenAcceptAsync(action, by(continuations)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenAcceptAsync(
      Consumer<? super T> action, Executor executor) {
    return attached(super.thenAcceptAsync(action, by(executor)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenRun(Runnable action) {
    return attached(isDone() ? super.thenRun(action) : super.thenRunAsync(action, continuations()));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenRunAsync(Runnable action) {
    return attached(super.thenRunAsync(action, by(continuations)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> thenRunAsync(Runnable action, Executor executor) {
    return attached(super.thenRunAsync(action, by(executor)));
  }

  @Override
  public <U extends @Nullable Object, V extends @Nullable Object> EvolinkFuture<V> thenCombine(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    CompletableFuture<? extends U> also = other.toCompletableFuture();
    return attached(
        isDone() && also.isDone()
            ? super.<U, V>thenCombine(also, fn)
            : super.<U, V>thenCombineAsync(also, fn, continuations()));
  }

  @Override
  public <U extends @Nullable Object, V extends @Nullable Object> EvolinkFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    return attached(super.<U, V>thenCombineAsync(other, fn, by(continuations)));
  }

  @Override
  public <U extends @Nullable Object, V extends @Nullable Object> EvolinkFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> fn,
      Executor executor) {
    return attached(super.<U, V>thenCombineAsync(other, fn, by(executor)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<@Nullable Void> thenAcceptBoth(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    CompletableFuture<? extends U> also = other.toCompletableFuture();
    return attached(
        isDone() && also.isDone()
            ? super.thenAcceptBoth(also, action)
            : super.thenAcceptBothAsync(also, action, continuations()));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<@Nullable Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return attached(super.thenAcceptBothAsync(other, action, by(continuations)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<@Nullable Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> action,
      Executor executor) {
    return attached(super.thenAcceptBothAsync(other, action, by(executor)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
    CompletableFuture<?> also = other.toCompletableFuture();
    return attached(
        isDone() && also.isDone()
            ? super.runAfterBoth(also, action)
            : super.runAfterBothAsync(also, action, continuations()));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterBothAsync(
      CompletionStage<?> other, Runnable action) {
    return attached(super.runAfterBothAsync(other, action, by(continuations)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterBothAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    return attached(super.runAfterBothAsync(other, action, by(executor)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> applyToEither(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    CompletableFuture<? extends T> also = other.toCompletableFuture();
    return attached(
        isDone() || also.isDone()
            ? super.applyToEither(also, fn)
            : super.applyToEitherAsync(also, fn, continuations()));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    return attached(super.applyToEitherAsync(other, fn, by(continuations)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
    return attached(super.applyToEitherAsync(other, fn, by(executor)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> acceptEither(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    CompletableFuture<? extends T> also = other.toCompletableFuture();
    return attached(
        isDone() || also.isDone()
            ? super.acceptEither(also, action)
            : super.acceptEitherAsync(also, action, continuations()));
  }

  @Override
  public EvolinkFuture<@Nullable Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return attached(super.acceptEitherAsync(other, action, by(continuations)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
    return attached(super.acceptEitherAsync(other, action, by(executor)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterEither(CompletionStage<?> other, Runnable action) {
    CompletableFuture<?> also = other.toCompletableFuture();
    return attached(
        isDone() || also.isDone()
            ? super.runAfterEither(also, action)
            : super.runAfterEitherAsync(also, action, continuations()));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterEitherAsync(
      CompletionStage<?> other, Runnable action) {
    return attached(super.runAfterEitherAsync(other, action, by(continuations)));
  }

  @Override
  public EvolinkFuture<@Nullable Void> runAfterEitherAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    return attached(super.runAfterEitherAsync(other, action, by(executor)));
  }

  @Override
  public EvolinkFuture<T> whenComplete(
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
    return attached(
        isDone() ? super.whenComplete(action) : super.whenCompleteAsync(action, continuations()));
  }

  @Override
  public EvolinkFuture<T> whenCompleteAsync(
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
    return attached(super.whenCompleteAsync(action, by(continuations)));
  }

  @Override
  public EvolinkFuture<T> whenCompleteAsync(
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action, Executor executor) {
    return attached(super.whenCompleteAsync(action, by(executor)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> handle(
      BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn) {
    return attached(isDone() ? super.<U>handle(fn) : super.<U>handleAsync(fn, continuations()));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> handleAsync(
      BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn) {
    return attached(super.<U>handleAsync(fn, by(continuations)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> handleAsync(
      BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn, Executor executor) {
    return attached(super.<U>handleAsync(fn, by(executor)));
  }

  @Override
  public EvolinkFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
    return attached(
        isDone() ? super.exceptionally(fn) : super.exceptionallyAsync(fn, continuations()));
  }

  @Override
  public EvolinkFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
    return attached(super.exceptionallyAsync(fn, by(continuations)));
  }

  @Override
  public EvolinkFuture<T> exceptionallyAsync(
      Function<Throwable, ? extends T> fn, Executor executor) {
    return attached(super.exceptionallyAsync(fn, by(executor)));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> fn) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind(
        attached(
            isDone()
                ? super.thenCompose(composition)
                : super.thenComposeAsync(composition, continuations())));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind(attached(super.thenComposeAsync(composition, by(continuations))));
  }

  @Override
  public <U extends @Nullable Object> EvolinkFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind(attached(super.thenComposeAsync(composition, by(executor))));
  }

  @Override
  public EvolinkFuture<T> exceptionallyCompose(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind(
        attached(
            isDone()
                ? super.exceptionallyCompose(composition)
                : super.exceptionallyComposeAsync(composition, continuations())));
  }

  @Override
  public EvolinkFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind(
        attached(super.exceptionallyComposeAsync(composition, by(continuations))));
  }

  @Override
  public EvolinkFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind(attached(super.exceptionallyComposeAsync(composition, by(executor))));
  }

  @Override
  public EvolinkFuture<T> copy() {
    return attached(super.copy());
  }
}
