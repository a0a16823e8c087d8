package ai.evolink.internal.poll;

import ai.evolink.EvolinkException;
import ai.evolink.TaskSnapshot;
import java.util.concurrent.CompletableFuture;

/** Asks for a task once: all that the waiter knows of the service. */
public interface TaskReader {
  /**
   * Completes on any thread; fails with an {@link EvolinkException} or anything else. Cancelling
   * the result aborts the call.
   */
  CompletableFuture<TaskSnapshot> read(String taskId);

  /** Asks for a task that is said to have ended: must not queue behind {@link #read}. */
  default CompletableFuture<TaskSnapshot> confirm(String taskId) {
    return read(taskId);
  }
}
