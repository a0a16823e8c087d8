package ai.evolink;

import ai.evolink.internal.text.ResumeLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited. Its interrupt flag is set again, and the wait has
 * ended; the task, if there is one, goes on.
 */
public final class WaitInterruptedException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;

  WaitInterruptedException(@Nullable TaskHandle task, InterruptedException cause) {
    super(
        task == null
            ? "Interrupted while waiting for an answer."
            : "Interrupted while waiting for task " + task.id() + ".",
        cause,
        task == null ? Charge.UNKNOWN : Charge.NONE,
        task == null
            ? "A submit under way is not broken off; onSubmitted tells what it bought."
            : ResumeLine.nextStep(task.toToken()));
    this.facts = TaskFacts.of(task);
  }

  private WaitInterruptedException(String message, InterruptedException cause) {
    super(message, cause, Charge.NONE, "The tasks live on; wait for them again by their handles.");
    this.facts = TaskFacts.NONE;
  }

  private WaitInterruptedException(String message, InterruptedException cause, String nextStep) {
    super(message, cause, Charge.NONE, nextStep);
    this.facts = TaskFacts.NONE;
  }

  /** The thread was interrupted while the result {@code name} was downloaded. */
  static WaitInterruptedException ofDownload(String name, InterruptedException cause) {
    return new WaitInterruptedException(
        "Interrupted while downloading " + name + "; nothing was left on the disk.",
        cause,
        "The result can be saved again while its link lives.");
  }

  /** The thread was interrupted while {@code count} tasks had not ended yet. */
  static WaitInterruptedException of(int count, InterruptedException cause) {
    return new WaitInterruptedException(
        "Interrupted while waiting for " + count + " more tasks.", cause);
  }

  /** {@return the task that was waited for; empty if there was none yet, or several} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(facts.task);
  }
}
