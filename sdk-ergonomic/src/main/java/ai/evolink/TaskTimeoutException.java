package ai.evolink;

import ai.evolink.internal.text.Durations;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.text.ResumeLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before its task did. The task lives on: the message ends with the line of code that
 * goes on waiting for it.
 */
public final class TaskTimeoutException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;
  private final int polls;
  private final int heldBack;

  private TaskTimeoutException(
      String message, @Nullable TaskHandle task, @Nullable Watch watch, String nextStep) {
    super(
        message,
        watch == null ? null : watch.lastFailure,
        task == null ? Charge.UNKNOWN : Charge.NONE,
        true,
        null,
        nextStep);
    this.facts = new TaskFacts(task, watch == null ? null : watch.last);
    this.polls = watch == null ? 0 : watch.polls;
    this.heldBack = watch == null ? 0 : watch.heldBack;
  }

  /** The deadline of a wait has passed. Under the lock of the waits. */
  static TaskTimeoutException atDeadline(Watch watch, Duration sinceSubmit) {
    return new TaskTimeoutException(
        "Task "
            + watch.task.id()
            + " did not end within "
            + Durations.words(sinceSubmit)
            + " of its submit: "
            + progress(watch),
        watch.task,
        watch,
        ResumeLine.nextStep(watch.task.toToken()));
  }

  /** One call of {@code result(Duration)} has run out of time. Under the lock of the waits. */
  static TaskTimeoutException ofCall(
      Duration atMost, @Nullable TaskHandle task, @Nullable Watch watch) {
    if (task == null || watch == null) {
      return new TaskTimeoutException(
          "The service has not answered the submit within " + Durations.words(atMost) + ".",
          task,
          null,
          "The submit goes on; ask this future for its result again.");
    }
    return new TaskTimeoutException(
        "Task "
            + task.id()
            + " did not end within "
            + Durations.words(atMost)
            + ": "
            + progress(watch),
        task,
        watch,
        "This future still waits for it; elsewhere, go on with: " + ResumeLine.of(task.toToken()));
  }

  private static String progress(Watch watch) {
    StringBuilder out = new StringBuilder();
    TaskSnapshot last = watch.last;
    if (last == null) {
      out.append("not seen yet");
    } else {
      out.append("last seen ").append(OneLine.cut(OneLine.of(last.status().value()), 80));
      last.progress().ifPresent(done -> out.append(" at ").append(done).append(" %"));
    }
    out.append(", ").append(watch.polls).append(watch.polls == 1 ? " poll" : " polls");
    if (watch.heldBack > 0) {
      out.append(" (").append(watch.heldBack).append(" held back by the poll budget)");
    }
    if (watch.lastFailure != null) {
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

  /** {@return how often the service was asked} */
  public int polls() {
    return polls;
  }

  /** {@return how many of the polls came later than wanted because the poll budget was spent} */
  public int heldBack() {
    return heldBack;
  }
}
