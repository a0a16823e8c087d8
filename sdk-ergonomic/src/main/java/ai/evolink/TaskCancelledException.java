package ai.evolink;

import java.util.Objects;

/**
 * The task itself was cancelled, by somebody else or by the service. A wait that was cancelled in
 * this process fails with {@link java.util.concurrent.CancellationException} instead.
 */
public final class TaskCancelledException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;

  TaskCancelledException(TaskHandle task, TaskSnapshot snapshot) {
    super(
        "Task " + task.id() + " was cancelled.",
        null,
        Charge.UNKNOWN,
        "If that was not wanted, submit the request again as a new, paid task.");
    this.facts = new TaskFacts(task, snapshot);
  }

  /** {@return the task} */
  public TaskHandle task() {
    return Objects.requireNonNull(facts.task);
  }

  /** {@return the task as it was when it was seen cancelled} */
  public TaskSnapshot snapshot() {
    return Objects.requireNonNull(facts.snapshot);
  }
}
