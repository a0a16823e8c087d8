package ai.evolink;

import ai.evolink.internal.thread.Continuations;

/**
 * A batch under way: the future of its summary.
 *
 * <p>It fails only if the items could not be read, the sink has thrown, or the client was closed:
 * with what was thrown, once everything under way has ended. How single items end does not make it
 * fail. Cancelling it is {@link #stop()}, except that this future does not wait for the ends.
 */
public final class BatchFuture extends EvolinkFuture<BatchSummary> {
  private final Batch<?> batch;

  BatchFuture(Continuations continuations, Batch<?> batch) {
    super(continuations);
    this.batch = batch;
  }

  /** {@return the items that have ended so far, in numbers} */
  public BatchSummary soFar() {
    return batch.summary();
  }

  /**
   * Takes no more items, and ends what is under way without losing anything that is paid: what has
   * not left is not submitted, a submit that has left is heard to its end, waits end at once while
   * their tasks go on, and a file that is being saved is saved. Then this future completes with the
   * summary of what was taken. Another run with the same order ids goes on from there. Does not
   * block; does nothing if the batch is over.
   */
  public void stop() {
    batch.stop();
  }

  @Override
  void released() {
    batch.stop();
  }
}
