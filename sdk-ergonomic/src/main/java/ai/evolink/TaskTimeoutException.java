package ai.evolink;

import ai.evolink.internal.poll.WatchState;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.text.ResumeLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before its task did. The task goes on: the message ends with the line of code that
 * resumes the wait.
 */
public final class TaskTimeoutException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;
  private final int polls;
  private final int heldBack;

  private TaskTimeoutException(
      String message, @Nullable TaskHandle task, WatchState seen, String nextStep) {
    super(
        message,
        seen.lastFailure(),
        task == null ? Charge.UNKNOWN : Charge.NONE,
        true,
        null,
        nextStep);
    this.facts = new TaskFacts(task, seen.last());
    this.polls = seen.polls();
    this.heldBack = seen.heldBack();
  }

  /** The deadline of a wait has passed. */
  static TaskTimeoutException atDeadline(TaskHandle task, Duration waited, WatchState seen) {
    return new TaskTimeoutException(
        "Task "
            + task.id()
            + " did not end within "
            + Durations.words(waited)
            + ": "
            + progress(seen),
        task,
        seen,
        ResumeLine.nextStep(task.toToken()));
  }

  /** One call of {@code result(Duration)} has run out of time. */
  static TaskTimeoutException ofCall(Duration atMost, @Nullable TaskHandle task, WatchState seen) {
    if (task == null) {
      return new TaskTimeoutException(
          "The service has not answered the submit within " + Durations.words(atMost) + ".",
          task,
          seen,
          "The submit goes on; ask this future for its result again.");
    }
    return new TaskTimeoutException(
        "Task "
            + task.id()
            + " did not end within "
            + Durations.words(atMost)
            + ": "
            + progress(seen),
        task,
        seen,
        "This future still waits for it; elsewhere, go on with: " + ResumeLine.of(task.toToken()));
  }

  private static String progress(WatchState seen) {
    StringBuilder out = new StringBuilder();
    TaskSnapshot last = seen.last();
    if (last == null) {
      out.append("not seen yet");
    } else {
      out.append("last seen ").append(OneLine.of(last.status().value(), 80));
      last.progress().ifPresent(done -> out.append(" at ").append(done).append(" %"));
    }
    out.append(", ").append(seen.polls()).append(seen.polls() == 1 ? " poll" : " polls");
    if (seen.heldBack() > 0) {
      out.append(" (").append(seen.heldBack()).append(" held back by the poll budget)");
    }
    if (seen.lastFailure() != null) {
      out.append(", the last of which failed");
    }
    return out.append('.').toString();
  }

  /** {@return the task; empty if the service had not answered the submit yet} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(facts.task);
  }

  /** {@return the task as the last successful poll saw it; empty if there was none} */
  public Optional<TaskSnapshot> last() {
    return Optional.ofNullable(facts.snapshot);
  }

  /** {@return the number of polls} */
  public int polls() {
    return polls;
  }

  /** {@return the number of polls that were delayed because the poll budget was exhausted} */
  public int heldBack() {
    return heldBack;
  }
}
