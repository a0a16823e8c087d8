package ai.evolink;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The function of a {@code thenCompose}, which tells the composed stage where it has led to: a
 * cancel of that stage then goes there, as long as it is a future of ours.
 */
final class Composition<A extends @Nullable Object, U extends @Nullable Object>
    implements Function<A, CompletionStage<U>> {
  private final Function<? super A, ? extends CompletionStage<U>> function;

  // Whoever comes second, the function or the stage, finds the other.
  private volatile @Nullable EvolinkFuture<U> composed;
  private volatile @Nullable EvolinkFuture<?> inner;

  Composition(Function<? super A, ? extends CompletionStage<U>> function) {
    this.function = Objects.requireNonNull(function);
  }

  EvolinkFuture<U> bind(EvolinkFuture<U> stage) {
    composed = stage;
    EvolinkFuture<?> led = inner;
    if (led != null) {
      stage.follow(led);
    }
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
      stage = composed;
      if (stage != null) {
        stage.follow(ours);
      }
    }
    return next;
  }
}
