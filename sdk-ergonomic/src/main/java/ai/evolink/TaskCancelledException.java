package ai.evolink;

/**
 * The task itself was cancelled, by somebody else or by the service. A wait that was cancelled in
 * this process fails with {@link java.util.concurrent.CancellationException} instead.
 */
public final class TaskCancelledException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final transient TaskHandle task;
  private final transient TaskSnapshot snapshot;

  TaskCancelledException(TaskHandle task, TaskSnapshot snapshot) {
    super(
        "Task " + task.id() + " was cancelled.",
        null,
        Charge.UNKNOWN,
        "If that was not wanted, submit the request again as a new, paid task.");
    this.task = task;
    this.snapshot = snapshot;
  }

  /** {@return the task} */
  public TaskHandle task() {
    return task;
  }

  /** {@return the task as it was when it was seen cancelled} */
  public TaskSnapshot snapshot() {
    return snapshot;
  }
}
