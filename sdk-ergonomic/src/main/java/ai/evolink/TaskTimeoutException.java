package ai.evolink;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before its task did. The task lives on: the message ends with the line of code that
 * goes on waiting for it.
 */
public final class TaskTimeoutException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TaskHandle task;
  private final transient @Nullable TaskSnapshot last;
  private final int polls;
  private final int heldBack;

  /**
   * @param waited how long the wait lasted
   * @param task null if the service has not accepted the submit yet
   * @param ended whether the wait is over for good, rather than one call of await(Duration)
   */
  TaskTimeoutException(
      Duration waited,
      @Nullable TaskHandle task,
      @Nullable TaskSnapshot last,
      int polls,
      int heldBack,
      @Nullable Throwable lastFailure,
      boolean ended) {
    super(
        message(waited, task, last, polls, heldBack, lastFailure),
        lastFailure,
        task == null ? Charge.UNKNOWN : Charge.NONE,
        true,
        null,
        task == null
            ? "The submit goes on; await this future again."
            : ended ? ResumeLine.nextStep(task) : stillWaiting(task));
    this.task = task;
    this.last = last;
    this.polls = polls;
    this.heldBack = heldBack;
  }

  private static String stillWaiting(TaskHandle task) {
    return "This future still waits for it; elsewhere, go on with: " + ResumeLine.of(task);
  }

  private static String message(
      Duration waited,
      @Nullable TaskHandle task,
      @Nullable TaskSnapshot last,
      int polls,
      int heldBack,
      @Nullable Throwable lastFailure) {
    if (task == null) {
      return "The service has not answered the submit within " + waited + ".";
    }
    StringBuilder out = new StringBuilder("Task ").append(task.id());
    out.append(" did not end within ").append(waited).append(": ");
    if (last == null) {
      out.append("not seen yet");
    } else {
      out.append("last seen ").append(OneLine.cut(OneLine.of(last.status().value()), 80));
      last.progress().ifPresent(done -> out.append(" at ").append(done).append(" %"));
    }
    out.append(", ").append(polls).append(polls == 1 ? " poll" : " polls");
    if (heldBack > 0) {
      out.append(" (").append(heldBack).append(" held back by the poll budget)");
    }
    if (lastFailure != null) {
      out.append(", the last of which failed");
    }
    return out.append('.').toString();
  }

  /** {@return the task; empty if the service had not answered the submit yet} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(task);
  }

  /** {@return the task as the last successful poll saw it} */
  public Optional<TaskSnapshot> last() {
    return Optional.ofNullable(last);
  }

  /** {@return how often the service was asked} */
  public int polls() {
    return polls;
  }

  /** {@return how many of the polls came later than wanted because the poll budget was spent} */
  public int heldBack() {
    return heldBack;
  }
}
