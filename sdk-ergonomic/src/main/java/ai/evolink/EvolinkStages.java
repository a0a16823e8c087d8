package ai.evolink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says of every stage derived from an {@link EvolinkFuture} that it is one too, so that {@code
 * result()} stays at hand along a chain. What is composed is remembered, so that a cancel reaches
 * it.
 */
abstract class EvolinkStages<T> extends CompletableFuture<T> {
  EvolinkStages() {}

  @Override
  public <U> EvolinkFuture<U> thenApply(Function<? super T, ? extends U> fn) {
    return (EvolinkFuture<U>) super.<U>thenApply(fn);
  }

  @Override
  public <U> EvolinkFuture<U> thenApplyAsync(Function<? super T, ? extends U> fn) {
    return (EvolinkFuture<U>) super.<U>thenApplyAsync(fn);
  }

  @Override
  public <U> EvolinkFuture<U> thenApplyAsync(
      Function<? super T, ? extends U> fn, Executor executor) {
    return (EvolinkFuture<U>) super.<U>thenApplyAsync(fn, executor);
  }

  @Override
  public EvolinkFuture<Void> thenAccept(Consumer<? super T> action) {
    return (EvolinkFuture<Void>) super.thenAccept(action);
  }

  @Override
  public EvolinkFuture<Void> thenAcceptAsync(Consumer<? super T> action) {
    return (EvolinkFuture<Void>) super.thenAcceptAsync(action);
  }

  @Override
  public EvolinkFuture<Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
    return (EvolinkFuture<Void>) super.thenAcceptAsync(action, executor);
  }

  @Override
  public EvolinkFuture<Void> thenRun(Runnable action) {
    return (EvolinkFuture<Void>) super.thenRun(action);
  }

  @Override
  public EvolinkFuture<Void> thenRunAsync(Runnable action) {
    return (EvolinkFuture<Void>) super.thenRunAsync(action);
  }

  @Override
  public EvolinkFuture<Void> thenRunAsync(Runnable action, Executor executor) {
    return (EvolinkFuture<Void>) super.thenRunAsync(action, executor);
  }

  @Override
  public <U, V> EvolinkFuture<V> thenCombine(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    return (EvolinkFuture<V>) super.<U, V>thenCombine(other, fn);
  }

  @Override
  public <U, V> EvolinkFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
    return (EvolinkFuture<V>) super.<U, V>thenCombineAsync(other, fn);
  }

  @Override
  public <U, V> EvolinkFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> fn,
      Executor executor) {
    return (EvolinkFuture<V>) super.<U, V>thenCombineAsync(other, fn, executor);
  }

  @Override
  public <U> EvolinkFuture<Void> thenAcceptBoth(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return (EvolinkFuture<Void>) super.thenAcceptBoth(other, action);
  }

  @Override
  public <U> EvolinkFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return (EvolinkFuture<Void>) super.thenAcceptBothAsync(other, action);
  }

  @Override
  public <U> EvolinkFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> action,
      Executor executor) {
    return (EvolinkFuture<Void>) super.thenAcceptBothAsync(other, action, executor);
  }

  @Override
  public EvolinkFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
    return (EvolinkFuture<Void>) super.runAfterBoth(other, action);
  }

  @Override
  public EvolinkFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
    return (EvolinkFuture<Void>) super.runAfterBothAsync(other, action);
  }

  @Override
  public EvolinkFuture<Void> runAfterBothAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    return (EvolinkFuture<Void>) super.runAfterBothAsync(other, action, executor);
  }

  @Override
  public <U> EvolinkFuture<U> applyToEither(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    return (EvolinkFuture<U>) super.applyToEither(other, fn);
  }

  @Override
  public <U> EvolinkFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn) {
    return (EvolinkFuture<U>) super.applyToEitherAsync(other, fn);
  }

  @Override
  public <U> EvolinkFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
    return (EvolinkFuture<U>) super.applyToEitherAsync(other, fn, executor);
  }

  @Override
  public EvolinkFuture<Void> acceptEither(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return (EvolinkFuture<Void>) super.acceptEither(other, action);
  }

  @Override
  public EvolinkFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return (EvolinkFuture<Void>) super.acceptEitherAsync(other, action);
  }

  @Override
  public EvolinkFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
    return (EvolinkFuture<Void>) super.acceptEitherAsync(other, action, executor);
  }

  @Override
  public EvolinkFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
    return (EvolinkFuture<Void>) super.runAfterEither(other, action);
  }

  @Override
  public EvolinkFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
    return (EvolinkFuture<Void>) super.runAfterEitherAsync(other, action);
  }

  @Override
  public EvolinkFuture<Void> runAfterEitherAsync(
      CompletionStage<?> other, Runnable action, Executor executor) {
    return (EvolinkFuture<Void>) super.runAfterEitherAsync(other, action, executor);
  }

  @Override
  public EvolinkFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    return (EvolinkFuture<T>) super.whenComplete(action);
  }

  @Override
  public EvolinkFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
    return (EvolinkFuture<T>) super.whenCompleteAsync(action);
  }

  @Override
  public EvolinkFuture<T> whenCompleteAsync(
      BiConsumer<? super T, ? super Throwable> action, Executor executor) {
    return (EvolinkFuture<T>) super.whenCompleteAsync(action, executor);
  }

  @Override
  public <U> EvolinkFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
    return (EvolinkFuture<U>) super.<U>handle(fn);
  }

  @Override
  public <U> EvolinkFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn) {
    return (EvolinkFuture<U>) super.<U>handleAsync(fn);
  }

  @Override
  public <U> EvolinkFuture<U> handleAsync(
      BiFunction<? super T, Throwable, ? extends U> fn, Executor executor) {
    return (EvolinkFuture<U>) super.<U>handleAsync(fn, executor);
  }

  @Override
  public EvolinkFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
    return (EvolinkFuture<T>) super.exceptionally(fn);
  }

  @Override
  public EvolinkFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
    return (EvolinkFuture<T>) super.exceptionallyAsync(fn);
  }

  @Override
  public EvolinkFuture<T> exceptionallyAsync(
      Function<Throwable, ? extends T> fn, Executor executor) {
    return (EvolinkFuture<T>) super.exceptionallyAsync(fn, executor);
  }

  @Override
  public <U> EvolinkFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind((EvolinkFuture<U>) super.thenCompose(composition));
  }

  @Override
  public <U> EvolinkFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind((EvolinkFuture<U>) super.thenComposeAsync(composition));
  }

  @Override
  public <U> EvolinkFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
    Composition<T, U> composition = new Composition<>(fn);
    return composition.bind((EvolinkFuture<U>) super.thenComposeAsync(composition, executor));
  }

  @Override
  public EvolinkFuture<T> exceptionallyCompose(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind((EvolinkFuture<T>) super.exceptionallyCompose(composition));
  }

  @Override
  public EvolinkFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind((EvolinkFuture<T>) super.exceptionallyComposeAsync(composition));
  }

  @Override
  public EvolinkFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
    Composition<Throwable, T> composition = new Composition<>(fn);
    return composition.bind(
        (EvolinkFuture<T>) super.exceptionallyComposeAsync(composition, executor));
  }

  @Override
  public EvolinkFuture<T> copy() {
    return (EvolinkFuture<T>) super.copy();
  }
}
