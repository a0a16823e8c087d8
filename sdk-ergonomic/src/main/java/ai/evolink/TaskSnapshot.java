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

/** A task as it stood when the service was asked. Immutable. */
public final class TaskSnapshot {
  /** Spelling that some answers use in place of the documented one. */
  static final TaskStatus CANCELED = TaskStatus.of("canceled");

  private static final TaskStatus ABSENT = TaskStatus.of("");

  private final Task task;
  private final TaskResults results;

  TaskSnapshot(Task task) {
    this.task = task;
    this.results = TaskResults.of(task);
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
   * {@return where the task stands} The set is open: treat a status you do not know as not final.
   * An answer without a status has one whose value is empty.
   */
  public TaskStatus status() {
    TaskStatus status = task.status();
    return status == null ? ABSENT : status;
  }

  /** {@return per cent done, 0 to 100 as the service tells it} */
  public OptionalInt progress() {
    Integer progress = task.progress();
    return progress == null ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  /** {@return the model really used; an alias may have become another id} */
  public Optional<String> model() {
    return Optional.ofNullable(task.model());
  }

  /**
   * {@return links to the files made; empty until the task is completed} Understands what clients
   * of the vendor do: links that must be percent-encoded, one link in place of a list, objects with
   * a {@code url}, {@code data:} links, and links that stand in {@code result_data} only.
   */
  public List<URI> results() {
    return results.links();
  }

  /**
   * {@return what stands among the results and is no link that anything could be had by, as text}
   * Usually empty.
   */
  public List<String> unusableResults() {
    return results.unusable();
  }

  /**
   * {@return why the task failed} A code that is a number is its digits; an explanation that is no
   * object, or stands beside it, is the message.
   */
  public Optional<TaskError> error() {
    return Optional.ofNullable(TaskErrors.read(task));
  }

  /** {@return how long the service thinks the task takes in all} */
  public Optional<Duration> estimatedTime() {
    TaskInfo info = task.taskInfo();
    Integer seconds = info == null ? null : info.estimatedTime();
    return seconds == null || seconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
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
   * {@return the answer as JSON} Every field and value is there, also those that this SDK does not
   * know; white space and the order of fields may differ from what was sent.
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
