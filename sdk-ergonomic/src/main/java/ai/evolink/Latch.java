package ai.evolink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What threads block on. Nothing else depends on it, so that a thread which it releases has nothing
 * to run but itself.
 */
final class Latch<T extends @Nullable Object> extends CompletableFuture<T> {
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Latch<>();
  }

  /** Not the common pool, whose threads would run other tasks of its while they are blocked. */
  @Override
  public Executor defaultExecutor() {
    return Runnable::run;
  }
}
