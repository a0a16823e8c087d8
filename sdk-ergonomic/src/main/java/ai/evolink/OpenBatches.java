package ai.evolink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The batches of a client that have not ended. Thread-safe. */
final class OpenBatches {
  private final Set<Batch<?>> open = new LinkedHashSet<>();
  private boolean closed;

  void add(Batch<?> batch) {
    boolean late;
    synchronized (this) {
      open.add(batch);
      late = closed;
    }
    if (late) {
      batch.clientClosed();
    }
  }

  synchronized void remove(Batch<?> batch) {
    open.remove(batch);
  }

  /**
   * To be called when the client takes no more submits: an item that rests would never begin. Tells
   * the batches in the order in which they were begun, so that a simulated life is the same again.
   */
  void close() {
    List<Batch<?>> told;
    synchronized (this) {
      closed = true;
      told = List.copyOf(open);
    }
    told.forEach(Batch::clientClosed);
  }
}
