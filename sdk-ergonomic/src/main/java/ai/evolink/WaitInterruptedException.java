package ai.evolink;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited. Its interrupt flag is set again, and the wait is
 * over; the task, if there is one, lives on.
 */
public final class WaitInterruptedException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TaskHandle task;

  WaitInterruptedException(@Nullable TaskHandle task, InterruptedException cause) {
    super(
        task == null
            ? "Interrupted while waiting for an answer."
            : "Interrupted while waiting for task " + task.id() + ".",
        cause,
        Charge.UNKNOWN,
        task == null
            ? "A submit under way is not broken off; onSubmitted tells what it bought."
            : ResumeLine.nextStep(task));
    this.task = task;
  }

  /** {@return the task that was waited for; empty if there was none yet} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(task);
  }
}
