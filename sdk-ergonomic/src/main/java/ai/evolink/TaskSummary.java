package ai.evolink;

import ai.evolink.model.TaskListEntry;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the list of the service tells about a task. It has no links; {@link Tasks#get} has.
 * Immutable.
 */
@Experimental
public final class TaskSummary {
  private final TaskListEntry entry;

  TaskSummary(TaskListEntry entry) {
    this.entry = entry;
  }

  /** {@return the task id; empty if the service left it out} */
  public String id() {
    String id = entry.id();
    return id == null ? "" : id;
  }

  /** {@return the status, as {@link TaskSnapshot#status()}} */
  public TaskStatus status() {
    TaskStatus status = entry.status();
    return status == null ? TaskStatus.of("") : status;
  }

  /** {@return whether the task has ended: completed, failed or cancelled} */
  public boolean isTerminal() {
    return TaskSnapshot.isTerminal(entry.status());
  }

  /** {@return the model that was used; empty if the service left it out} */
  public Optional<String> model() {
    return Optional.ofNullable(entry.model());
  }

  /**
   * {@return the medium; {@link Kind#OTHER} if the service left it out or this version does not
   * know it}
   */
  public Kind kind() {
    TaskType type = entry.type();
    if (type != null) {
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(type.value())) {
          return kind;
        }
      }
    }
    return Kind.OTHER;
  }

  /** {@return the progress in percent; empty if the service does not say} */
  public OptionalInt progress() {
    Integer progress = entry.progress();
    return progress == null ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  /**
   * {@return when the task was accepted, by the clock of the service, to the second; empty if it
   * does not say}
   */
  public Optional<Instant> createdAt() {
    return Optional.ofNullable(entry.createdAt())
        .filter(seconds -> Math.abs(seconds) <= Instant.MAX.getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  /** {@return the charge in credits; empty if the service does not say} */
  public Optional<BigDecimal> creditsUsed() {
    return Optional.ofNullable(entry.creditsUsed());
  }

  /** {@return every field of the answer} */
  public TaskListEntry entry() {
    return entry;
  }

  @Override
  public String toString() {
    return "TaskSummary["
        + id()
        + model().map(model -> ", " + model).orElse("")
        + ", "
        + status()
        + createdAt().map(time -> ", " + time).orElse("")
        + "]";
  }
}
