package ai.evolink;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The batches of a client that have not ended. Thread-safe. */
final class OpenBatches {
  private final Set<Batch<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void add(Batch<?> batch) {
    open.add(batch);
    if (closed) {
      batch.clientClosed();
    }
  }

  void remove(Batch<?> batch) {
    open.remove(batch);
  }

  /** To be called when the client takes no more submits: an item that rests would never begin. */
  void close() {
    closed = true;
    open.forEach(Batch::clientClosed);
  }
}
