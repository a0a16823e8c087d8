package ai.evolink;

import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a completed task has made. Immutable; the files behind it expire. */
public final class Generation {
  private final TaskHandle task;
  private final TaskSnapshot last;
  private final List<Artifact> artifacts;

  private Generation(TaskHandle task, TaskSnapshot last, List<Artifact> artifacts) {
    this.task = task;
    this.last = last;
    this.artifacts = artifacts;
  }

  /** Makes the result of {@code task} from its last, completed, snapshot. */
  static Generation of(TaskHandle task, TaskSnapshot last, Downloads downloads) {
    Long created = last.task().created();
    Instant accepted = created == null ? task.submittedAt() : Instant.ofEpochSecond(created);
    List<URI> results = last.results();
    List<Artifact> artifacts =
        results.stream()
            .map(uri -> new Artifact(uri, accepted.plus(Artifact.LIFETIME), downloads))
            .toList();
    return new Generation(task, last, artifacts);
  }

  /** {@return the task that made this} */
  public TaskHandle task() {
    return task;
  }

  /** {@return the files, in the order of the service; empty for tasks that make none} */
  public List<Artifact> artifacts() {
    return artifacts;
  }

  /**
   * {@return the one file of this generation}
   *
   * @throws IllegalStateException if there are none or several
   */
  public Artifact only() {
    if (artifacts.size() != 1) {
      throw new IllegalStateException(
          "Task "
              + task.id()
              + " made "
              + artifacts.size()
              + " files, not one; see artifacts() and rawJson().");
    }
    return artifacts.get(0);
  }

  /** {@return the final charge, which the service does not promise to tell} */
  public Optional<BigDecimal> creditsUsed() {
    TaskUsage usage = last.task().usage();
    return usage == null ? Optional.empty() : Optional.ofNullable(usage.creditsUsed());
  }

  /**
   * {@return what the model tells about its results besides the files} A tree of {@code Map},
   * {@code List}, {@code String}, {@code Long}, {@code BigDecimal} and {@code Boolean}; null for
   * most models.
   */
  public @Nullable Object resultData() {
    return last.task().resultData();
  }

  /** {@return the task as it stood when it was seen completed} */
  public TaskSnapshot snapshot() {
    return last;
  }

  /** {@return the last answer of the service, see {@link TaskSnapshot#rawJson()}} */
  public String rawJson() {
    return last.rawJson();
  }

  @Override
  public String toString() {
    return "Generation[" + task.id() + ", " + artifacts.size() + " files]";
  }
}
