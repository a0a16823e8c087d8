package ai.evolink;

import ai.evolink.internal.text.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to wait for a task: until when, asking how often, telling whom. Immutable. */
public final class WaitOptions {
  private static final WaitOptions DEFAULTS = new WaitOptions(new Builder());

  final @Nullable Duration deadline;
  final PollPolicy policy;
  final @Nullable Consumer<? super TaskSnapshot> listener;

  private WaitOptions(Builder builder) {
    this.deadline = builder.deadline;
    this.policy = builder.policy;
    this.listener = builder.listener;
  }

  /** {@return options with everything at its default} */
  public static WaitOptions ofDefaults() {
    return DEFAULTS;
  }

  /**
   * {@return options with that deadline, see {@link Builder#deadline}}
   *
   * @throws IllegalArgumentException unless {@code deadline} is positive
   */
  public static WaitOptions of(Duration deadline) {
    return builder().deadline(deadline).build();
  }

  /** {@return a builder with everything at its default} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder that starts from these options} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.deadline = deadline;
    builder.policy = policy;
    builder.listener = listener;
    return builder;
  }

  Duration deadlineOf(TaskHandle task) {
    return deadline != null
        ? deadline
        : task.kind().defaultDeadline(task.estimatedTime().orElse(null));
  }

  /** Makes {@link WaitOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable Duration deadline;
    private PollPolicy policy = PollPolicy.adaptive();
    private @Nullable Consumer<? super TaskSnapshot> listener;

    private Builder() {}

    /**
     * Ends the wait with a {@link TaskTimeoutException} after {@code deadline}; the task lives on.
     * Counts from the moment the service has accepted the submit, or from the call that resumes or
     * follows the task. Default: what the {@link Kind#defaultDeadline() kind} of task deserves.
     *
     * @throws IllegalArgumentException unless {@code deadline} is positive
     */
    public Builder deadline(Duration deadline) {
      if (deadline.isNegative() || deadline.isZero()) {
        throw new IllegalArgumentException(
            "The deadline must be positive, but was " + Durations.words(deadline));
      }
      this.deadline = deadline;
      return this;
    }

    /** Sets when to ask the service again. Default: {@link PollPolicy#adaptive()}. */
    public Builder policy(PollPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Tells {@code listener} each change of status or progress that a poll sees: each once, in
     * order, one at a time, on the callback executor. A listener that throws is logged; one that
     * blocks holds up its own news only, so that the last may come after the future is done. None
     * is called once the wait was cancelled. Default: nobody is told.
     */
    public Builder onProgress(Consumer<? super TaskSnapshot> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** {@return the options; the builder can be used again} */
    public WaitOptions build() {
      return new WaitOptions(this);
    }
  }
}
