package ai.evolink;

import java.util.Optional;

/**
 * How one of several waits ended. Closed: these four are all there are.
 *
 * <p>The records are for {@code instanceof}; {@link #result()} and {@link #problem()} do without.
 */
public sealed interface Outcome {

  /** {@return the task that was waited for} */
  TaskHandle task();

  /** {@return what the task has made; empty unless it was completed} */
  default Optional<Generation> result() {
    return Optional.empty();
  }

  /** {@return why there is no result; empty if there is one} */
  default Optional<RuntimeException> problem() {
    return Optional.empty();
  }

  /** The task was completed. */
  record Completed(TaskHandle task, Generation generation) implements Outcome {
    @Override
    public Optional<Generation> result() {
      return Optional.of(generation);
    }
  }

  /** The service has worked on the task and failed. */
  record Failed(TaskHandle task, TaskFailedException failure) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(failure);
    }
  }

  /** The task itself was called off. */
  record Cancelled(TaskHandle task, TaskCancelledException failure) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(failure);
    }
  }

  /**
   * The wait ended, and the task did not as far as is known: the deadline passed, the client was
   * closed, the service refused to tell. The task may live on.
   */
  record Unfinished(TaskHandle task, RuntimeException reason) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(reason);
    }
  }
}
