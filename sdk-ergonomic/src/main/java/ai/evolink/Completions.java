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
   * {@return a future that ends as {@code source} does, on a thread that may run what depends on
   * it} Cancelling it cancels {@code source}.
   */
  @Override
  public <T> EvolinkFuture<T> publish(CompletableFuture<T> source) {
    return publish(source, () -> source.cancel(true));
  }

  /** {@return the same, but cancelling it runs {@code abort}} */
  <T> EvolinkFuture<T> publish(CompletableFuture<T> source, Runnable abort) {
    EvolinkFuture<T> future = new EvolinkFuture<>(callbacks);
    future.abortWith(abort);
    EvolinkFuture.whenDone(source, future::settle);
    return future;
  }

  /** Runs {@code task}, which futures wait for, after the call that runs here. */
  void run(Runnable task) {
    callbacks.complete(task);
  }

  Callbacks callbacks() {
    return callbacks;
  }
}
