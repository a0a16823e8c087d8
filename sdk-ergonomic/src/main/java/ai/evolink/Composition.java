package ai.evolink;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The function of a {@code thenCompose}, which remembers the stage it led to: a cancel of the
 * composed stage then reaches that stage too, as long as it is one of ours.
 */
final class Composition<A, U> implements Function<A, CompletionStage<U>> {
  private final Function<? super A, ? extends CompletionStage<U>> function;
  private volatile @Nullable EvolinkFuture<U> composed;
  private volatile @Nullable EvolinkFuture<?> source;
  private volatile @Nullable EvolinkFuture<?> inner;
  private volatile boolean cancelled;

  Composition(Function<? super A, ? extends CompletionStage<U>> function) {
    this.function = function;
  }

  EvolinkFuture<U> bind(EvolinkFuture<U> stage) {
    composed = stage;
    source = stage.reroute(this);
    return stage;
  }

  @Override
  public CompletionStage<U> apply(A argument) {
    EvolinkFuture<U> stage = composed;
    if (stage != null && stage.isDone()) {
      // Nobody wants the result any more: start nothing that costs money.
      throw new CancellationException();
    }
    CompletionStage<U> next = function.apply(argument);
    if (next instanceof EvolinkFuture<?> ours) {
      inner = ours;
      if (cancelled) {
        ours.cancel(true);
      }
    }
    return next;
  }

  /** Marks the composed stage as cancelled. */
  void cancelled() {
    cancelled = true;
  }

  @Nullable EvolinkFuture<?> source() {
    return source;
  }

  @Nullable EvolinkFuture<?> inner() {
    return inner;
  }
}
