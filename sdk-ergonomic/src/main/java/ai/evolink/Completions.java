package ai.evolink;

import ai.evolink.internal.http.FutureCallAdapterFactory;
import ai.evolink.internal.thread.Continuations;
import java.util.concurrent.CompletableFuture;

/** Turns futures of the transport, which complete on I/O threads, into futures for the caller. */
final class Completions implements FutureCallAdapterFactory.Publisher {
  private final Continuations continuations;

  Completions(Continuations continuations) {
    this.continuations = continuations;
  }

  /**
   * {@return a future that ends as {@code source} does, on a thread that may run dependent stages}
   * Cancelling it cancels {@code source}.
   */
  @Override
  public <T> EvolinkFuture<T> publish(CompletableFuture<T> source) {
    return publish(source, () -> source.cancel(true));
  }

  /** {@return a future that ends as {@code source} does; cancelling it runs {@code abort}} */
  <T> EvolinkFuture<T> publish(CompletableFuture<T> source, Runnable abort) {
    return publish(source, abort, () -> {});
  }

  /** The same, and runs {@code told} once {@code source} has ended and the future is done. */
  <T> EvolinkFuture<T> publish(CompletableFuture<T> source, Runnable abort, Runnable told) {
    EvolinkFuture<T> future = new EvolinkFuture<>(continuations);
    future.abortWith(abort);
    EvolinkFuture.whenDone(
        source,
        (value, failure) ->
            continuations.complete(
                () -> {
                  try {
                    future.settleHere(value, failure);
                  } finally {
                    told.run();
                  }
                }));
    return future;
  }

  /** Runs {@code task}, on which futures depend, after the call that is running on this thread. */
  void run(Runnable task) {
    continuations.complete(task);
  }

  Continuations continuations() {
    return continuations;
  }
}
