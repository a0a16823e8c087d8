package ai.evolink;

import ai.evolink.internal.http.FutureCallAdapterFactory;
import ai.evolink.internal.thread.Callbacks;
import java.util.concurrent.CompletableFuture;

/** Hands results of the transport, which arrive on I/O threads, to the caller. */
final class Completions implements FutureCallAdapterFactory.Publisher {
  private final Callbacks callbacks;

  Completions(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  /**
   * {@return a future that completes on the callback executor as {@code source} does} Cancelling it
   * cancels {@code source}.
   */
  @Override
  public <T> EvolinkFuture<T> publish(CompletableFuture<T> source) {
    return publish(source, () -> source.cancel(true));
  }

  /** {@return the same, but cancelling it runs {@code abort}} */
  <T> EvolinkFuture<T> publish(CompletableFuture<T> source, Runnable abort) {
    EvolinkFuture<T> future = new EvolinkFuture<>(callbacks);
    future.abortWith(abort);
    source.whenComplete(
        (value, failure) ->
            future.settle(value, failure == null ? null : EvolinkFuture.plain(failure)));
    return future;
  }

  /** Runs {@code task} on the callback executor or, should that refuse, elsewhere; never now. */
  void run(Runnable task) {
    callbacks.continueWith(task);
  }

  Callbacks callbacks() {
    return callbacks;
  }
}
