package ai.evolink;

import ai.evolink.internal.text.OneLine;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The task failed. The service decides whether it was charged; the documentation promises a refund
 * for some models only.
 *
 * <p>{@link #isRetryable()} tells whether, according to the documentation, the same request may
 * succeed later. A retry is a new task that is charged again, so the SDK never retries by itself.
 */
public final class TaskFailedException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;

  TaskFailedException(TaskHandle task, TaskSnapshot snapshot) {
    super(
        message(task, snapshot),
        null,
        Charge.UNKNOWN,
        TaskErrors.isRetryable(codeOf(snapshot)),
        null,
        TaskErrors.nextStep(codeOf(snapshot)));
    this.facts = new TaskFacts(task, snapshot);
  }

  /** {@return the task} */
  public TaskHandle task() {
    return Objects.requireNonNull(facts.task);
  }

  /** {@return the task as it was when it was seen failed} */
  public TaskSnapshot snapshot() {
    return Objects.requireNonNull(facts.snapshot);
  }

  /** {@return why the task failed; empty if the service does not say} */
  public Optional<TaskErrorCode> code() {
    return Optional.ofNullable(codeOf(snapshot()));
  }

  /**
   * {@return the explanation of the service, which may have several lines; empty if there is none}
   * For people to read; its wording may change.
   */
  public Optional<String> serverMessage() {
    return snapshot().error().map(TaskError::message);
  }

  static @Nullable TaskErrorCode codeOf(TaskSnapshot snapshot) {
    return snapshot.error().map(TaskError::code).orElse(null);
  }

  private static String message(TaskHandle task, TaskSnapshot snapshot) {
    TaskErrorCode code = codeOf(snapshot);
    String why = code == null ? "no error code" : OneLine.of(code.value(), 80);
    String said = snapshot.error().map(TaskError::message).orElse("");
    String line = OneLine.of(said, 500);
    return "Task " + task.id() + " failed: " + why + (line.isEmpty() ? "." : ": " + ended(line));
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") || sentence.endsWith("…") ? sentence : sentence + ".";
  }
}
