package ai.evolink.internal.poll;

import ai.evolink.EvolinkException;
import ai.evolink.TaskSnapshot;
import java.util.concurrent.CompletableFuture;

/** Queries a task once. It is the waiter's only access to the service. */
public interface TaskReader {
  /**
   * {@return a future of the task, which completes on any thread} It fails with an {@link
   * EvolinkException} or anything else. Cancelling it aborts the call.
   */
  CompletableFuture<TaskSnapshot> read(String taskId);

  /** Queries a task that is said to have ended. It must not queue behind {@link #read}. */
  default CompletableFuture<TaskSnapshot> confirm(String taskId) {
    return read(taskId);
  }
}
