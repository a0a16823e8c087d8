package ai.evolink;

import java.util.Optional;

/**
 * How one of several waits ended. Sealed: there are no other cases than these four.
 *
 * <p>The records serve {@code instanceof} checks; {@link #result()} and {@link #problem()} work
 * without them.
 */
public sealed interface Outcome {

  /** {@return the task that was waited for} */
  TaskHandle task();

  /** {@return the result of the task; empty unless it was completed} */
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

  /** The task failed. */
  record Failed(TaskHandle task, TaskFailedException failure) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(failure);
    }
  }

  /** The task itself was cancelled. */
  record Cancelled(TaskHandle task, TaskCancelledException failure) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(failure);
    }
  }

  /**
   * The wait ended, but the task did not, as far as is known: the deadline passed, the client was
   * closed, or the service refused to answer queries about it. The task may go on.
   */
  record Unfinished(TaskHandle task, RuntimeException reason) implements Outcome {
    @Override
    public Optional<RuntimeException> problem() {
      return Optional.of(reason);
    }
  }
}
