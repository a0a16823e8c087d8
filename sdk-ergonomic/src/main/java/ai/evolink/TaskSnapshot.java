package ai.evolink;

import ai.evolink.model.EvolinkJson;
import ai.evolink.model.Task;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskInfo;
import ai.evolink.model.TaskStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The state of a task when the service was queried. Immutable. */
public final class TaskSnapshot {
  /** A spelling that some answers use instead of the documented one. */
  static final TaskStatus CANCELED = TaskStatus.of("canceled");

  private static final TaskStatus ABSENT = TaskStatus.of("");

  private final Task task;

  /** Read when somebody asks; may be read twice, with the same outcome. */
  private @Nullable TaskResults results;

  TaskSnapshot(Task task) {
    this.task = task;
  }

  /** {@return the task id; empty if the service left it out} */
  public String id() {
    String id = task.id();
    if (id != null) {
      return id;
    }
    Object told = task.additionalProperties().get("id");
    return told instanceof Long number ? number.toString() : "";
  }

  /**
   * {@return the status of the task} The set of statuses is open: treat an unknown one as not
   * final. If the answer had no status, the value is empty.
   */
  public TaskStatus status() {
    TaskStatus status = task.status();
    return status == null ? ABSENT : status;
  }

  /** {@return the progress in percent, 0 to 100, as the service gives it; empty if it does not} */
  public OptionalInt progress() {
    Integer progress = task.progress();
    return progress == null ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  /**
   * {@return the model that was used, which differs from the requested one if that was an alias;
   * empty if the service left it out}
   */
  public Optional<String> model() {
    return Optional.ofNullable(task.model());
  }

  /**
   * {@return links to the files that were made; empty until the task is completed} Also accepts the
   * forms that clients of the vendor accept: links that must be percent-encoded, a single link
   * instead of a list, objects with a {@code url}, {@code data:} links, and links that are only in
   * {@code result_data}.
   */
  public List<URI> results() {
    return read().links();
  }

  /** {@return the results that are not usable links, as text} Usually empty. */
  public List<String> unusableResults() {
    return read().unusable();
  }

  private TaskResults read() {
    TaskResults known = results;
    if (known == null) {
      known = TaskResults.of(task);
      results = known;
    }
    return known;
  }

  /**
   * {@return why the task failed} A code that is a number is its digits; an explanation that is no
   * object, or stands beside it, is the message.
   */
  public Optional<TaskError> error() {
    return Optional.ofNullable(TaskErrors.read(task));
  }

  /** {@return the estimate of the service for the whole task; empty if it gave none} */
  public Optional<Duration> estimatedTime() {
    TaskInfo info = task.taskInfo();
    Integer seconds = info == null ? null : info.estimatedTime();
    return seconds == null || seconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }

  /**
   * {@return what has become of the reserved credits; empty if the service does not say, or says it
   * of something else than the balance of the account: unknown then, not zero}
   */
  public Optional<Billing> billing() {
    return Optional.ofNullable(Billing.of(task));
  }

  /** {@return whether the task has ended: completed, failed or cancelled} */
  public boolean isTerminal() {
    return isTerminal(task.status());
  }

  static boolean isTerminal(@Nullable TaskStatus status) {
    return TaskStatus.COMPLETED.equals(status)
        || TaskStatus.FAILED.equals(status)
        || TaskStatus.CANCELLED.equals(status)
        || CANCELED.equals(status);
  }

  /** {@return every field of the answer, unknown ones included} */
  public Task task() {
    return task;
  }

  /**
   * {@return the answer as JSON} It contains every field and value, including those that this SDK
   * does not know; white space and the order of fields may differ from what was sent.
   */
  public String rawJson() {
    return EvolinkJson.moshi().adapter(Task.class).toJson(task);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskSnapshot that && task.equals(that.task);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(task);
  }

  @Override
  public String toString() {
    return "TaskSnapshot["
        + id()
        + ", "
        + status()
        + (task.progress() == null ? "" : ", " + task.progress() + " %")
        + "]";
  }
}
