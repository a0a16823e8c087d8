package ai.evolink;

import org.jspecify.annotations.Nullable;

/** The result of a future, from the moment it is known; running it completes the future. */
final class Decision<T> implements Runnable {
  /** Stands for the decision of somebody who came too late. */
  static final Object LOST = new Object();

  final @Nullable T value;
  final @Nullable Throwable failure;
  private final DecidableFuture<T> future;

  Decision(DecidableFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
    this.future = future;
    this.value = value;
    this.failure = failure;
  }

  @Override
  public void run() {
    apply();
  }

  /** Completes the future; false if something else has done so. */
  boolean apply() {
    return failure == null ? future.completeNow(value) : future.failNow(failure);
  }
}
