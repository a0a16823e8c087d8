package ai.evolink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The future that threads block on. It has no other dependents, so that a thread released by it
 * never has to run somebody else's continuation.
 */
final class Latch<T extends @Nullable Object> extends CompletableFuture<T> {
  /** Whether a thread may be blocked on this latch. */
  volatile boolean awaited;

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Latch<>();
  }

  /** Not the common pool: a blocked thread of that pool would help by running unrelated tasks. */
  @Override
  public Executor defaultExecutor() {
    return Runnable::run;
  }
}
