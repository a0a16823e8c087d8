package ai.evolink;

import ai.evolink.internal.text.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to wait for a task: the deadline, the poll policy and the progress listener. Immutable. */
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

  /** {@return options with all defaults} */
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

  /** {@return a builder with all defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with the values of these options} */
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

  /** Collects {@link WaitOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable Duration deadline;
    private PollPolicy policy = PollPolicy.adaptive();
    private @Nullable Consumer<? super TaskSnapshot> listener;

    private Builder() {}

    /**
     * Ends the wait with a {@link TaskTimeoutException} after {@code deadline}; the task goes on.
     * It counts from the time at which the service accepts the submit, or from the call that
     * resumes or follows the task. Default: the {@linkplain Kind#defaultDeadline() default
     * deadline} of the kind of task.
     *
     * @throws IllegalArgumentException unless {@code deadline} is positive
     */
    public Builder deadline(Duration deadline) {
      if (Objects.requireNonNull(deadline, "deadline").isNegative() || deadline.isZero()) {
        throw new IllegalArgumentException(
            "The deadline must be positive, but was " + Durations.words(deadline));
      }
      this.deadline = deadline;
      return this;
    }

    /** Sets the policy that decides when to poll. Default: {@link PollPolicy#adaptive()}. */
    public Builder policy(PollPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Calls {@code listener} for each change of status or progress that a poll sees: once per
     * change, in order, never concurrently, on the continuation executor. What a listener throws is
     * logged. A listener that blocks delays only its own calls, so the last call may come after the
     * future is done. It is not called again once the wait was cancelled. Default: no listener.
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
