package ai.evolink;

import ai.evolink.model.TaskStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which tasks {@link Tasks#list} shall show. Immutable. */
@Experimental
public final class TaskQuery {
  private static final int MOST_ON_A_PAGE = 50;
  private static final int TASKS = 1_000;

  private final @Nullable TaskStatus status;
  private final @Nullable Kind kind;
  private final @Nullable String model;
  private final int pageSize;
  private final int atMost;

  private TaskQuery(Builder builder) {
    this.status = builder.status;
    this.kind = builder.kind;
    this.model = builder.model;
    this.pageSize = builder.pageSize;
    this.atMost = builder.atMost;
  }

  /** {@return a query of all tasks} */
  public static TaskQuery ofAll() {
    return builder().build();
  }

  /** {@return a builder of a query of all tasks} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the status that tasks must have; empty for any} */
  public Optional<TaskStatus> status() {
    return Optional.ofNullable(status);
  }

  /** {@return the medium that tasks must make; empty for any} */
  public Optional<Kind> kind() {
    return Optional.ofNullable(kind);
  }

  /** {@return the model that tasks must have; empty for any} */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** {@return the number of tasks that are asked for at once} */
  public int pageSize() {
    return pageSize;
  }

  /** {@return the number of tasks after which {@link Tasks#listAll} ends} */
  public int atMost() {
    return atMost;
  }

  @Override
  public String toString() {
    return "TaskQuery["
        + (status == null ? "" : status + ", ")
        + (kind == null ? "" : kind + ", ")
        + (model == null ? "" : model + ", ")
        + "pages of "
        + pageSize
        + "]";
  }

  /** Collects what a {@link TaskQuery} asks for. Not thread-safe. */
  public static final class Builder {
    private @Nullable TaskStatus status;
    private @Nullable Kind kind;
    private @Nullable String model;
    private int pageSize = MOST_ON_A_PAGE;
    private int atMost = TASKS;

    private Builder() {}

    /**
     * Asks for tasks of one status. The service counts pending tasks as {@link
     * TaskStatus#PROCESSING}.
     */
    public Builder status(TaskStatus status) {
      this.status = Objects.requireNonNull(status, "status");
      return this;
    }

    /**
     * Asks for tasks of one medium.
     *
     * @throws IllegalArgumentException for {@link Kind#OTHER}
     */
    public Builder kind(Kind kind) {
      if (Objects.requireNonNull(kind, "kind") == Kind.OTHER) {
        throw new IllegalArgumentException("kind must be IMAGE, VIDEO or AUDIO, but is OTHER");
      }
      this.kind = kind;
      return this;
    }

    /**
     * Asks for tasks of one model.
     *
     * @throws IllegalArgumentException if {@code model} is blank
     */
    public Builder model(String model) {
      if (Objects.requireNonNull(model, "model").isBlank()) {
        throw new IllegalArgumentException("model is blank");
      }
      this.model = model;
      return this;
    }

    /**
     * Sets the number of tasks that are asked for at once, 1 to 50. Default: 50.
     *
     * @throws IllegalArgumentException if it is out of that range
     */
    public Builder pageSize(int tasks) {
      if (tasks < 1 || tasks > MOST_ON_A_PAGE) {
        throw new IllegalArgumentException(
            "pageSize must be 1 to " + MOST_ON_A_PAGE + ", but is " + tasks);
      }
      this.pageSize = tasks;
      return this;
    }

    /**
     * Sets the number of tasks after which {@link Tasks#listAll} ends. Default: 1,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder atMost(int tasks) {
      if (tasks < 1) {
        throw new IllegalArgumentException("atMost must be at least 1, but is " + tasks);
      }
      this.atMost = tasks;
      return this;
    }

    /** Makes the query. */
    public TaskQuery build() {
      return new TaskQuery(this);
    }
  }
}
