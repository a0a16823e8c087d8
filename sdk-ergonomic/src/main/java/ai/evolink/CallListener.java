package ai.evolink;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every submit through {@link Images}, {@link Videos} and {@link Audios}, and of every
 * wait for a task: for metrics, traces, audit trails and displays of progress. Set by {@link
 * EvolinkClient.Builder#callListener}. Must be thread-safe.
 *
 * <pre>{@code
 * EvolinkClient.builderFromEnv().callListener(call -> new CallListener.Observer() {
 *   @Override public void accepted(TaskHandle task) {
 *     meter.count(task.model(), task.creditsReserved());
 *   }
 * })
 * }</pre>
 *
 * <p>It cannot change anything. What it throws is logged, and nothing else is affected.
 */
@FunctionalInterface
public interface CallListener {
  /**
   * Called on the thread of the caller, before anything is checked or sent, so that thread-locals
   * and the current trace are those of the caller. Must be quick.
   *
   * @return the object that is told of the rest of this call; null if nobody needs to know
   */
  @Nullable Observer start(Call call);

  /** What a caller asked for. */
  enum Operation {
    /** {@code generate}: a submit, then a wait for the result. */
    GENERATE,
    /** {@code submit}: a submit alone. */
    SUBMIT,
    /** {@code follow}, {@code resume}, {@code all}: a wait for a task that exists. */
    FOLLOW
  }

  /** A call that begins. Immutable. */
  final class Call {
    private final Operation operation;
    private final Kind kind;
    private final @Nullable String model;
    private final @Nullable String orderId;
    private final @Nullable TaskHandle task;

    private Call(
        Operation operation,
        Kind kind,
        @Nullable String model,
        @Nullable String orderId,
        @Nullable TaskHandle task) {
      this.operation = operation;
      this.kind = kind;
      this.model = model;
      this.orderId = orderId;
      this.task = task;
    }

    static Call submit(
        Operation operation, Kind kind, @Nullable String model, @Nullable String orderId) {
      return new Call(operation, kind, model, orderId, null);
    }

    static Call follow(TaskHandle task) {
      return new Call(
          Operation.FOLLOW,
          task.kind(),
          task.model().orElse(null),
          task.orderId().orElse(null),
          task);
    }

    /** {@return what was asked for} */
    public Operation operation() {
      return operation;
    }

    /** {@return the medium; {@link Kind#OTHER} for a task of which only the id is known} */
    public Kind kind() {
      return kind;
    }

    /** {@return the id of the model; empty for a task of which it is not known} */
    public Optional<String> model() {
      return Optional.ofNullable(model);
    }

    /** {@return the caller's name for the purchase; empty if it has none} */
    public Optional<String> orderId() {
      return Optional.ofNullable(orderId);
    }

    /** {@return the task that is waited for; empty for a submit, which is to make one} */
    public Optional<TaskHandle> task() {
      return Optional.ofNullable(task);
    }

    @Override
    public String toString() {
      return "Call[" + operation + ", " + Objects.requireNonNullElse(model, "no model") + "]";
    }
  }

  /**
   * Is told of one call. Its methods are called in the order of what happened, never two at a time,
   * on the continuation executor, and so not on the thread of the caller; they may be late if that
   * executor is busy.
   *
   * <p>A submit ends with {@link #accepted}, {@link #refused} or {@link #uncertain}. A wait, which
   * for {@link Operation#GENERATE} follows {@link #accepted}, ends with {@link #ended}. Files may
   * be saved any time after that.
   */
  interface Observer {
    /**
     * The service has accepted the submit, or an earlier submit of the same order is gone on with,
     * as {@link TaskHandle#isReplayed()} tells. {@link TaskHandle#creditsReserved()} has the
     * credits.
     */
    default void accepted(TaskHandle task) {}

    /**
     * The submit has bought nothing.
     *
     * @param why an {@link EvolinkException}, an {@link IllegalArgumentException} for a request
     *     that was not sent, or a {@link java.util.concurrent.CancellationException} if the caller
     *     took it back before it was sent
     */
    default void refused(RuntimeException why) {}

    /** Nobody knows whether the submit has bought anything. */
    default void uncertain(SubmissionUncertainException why) {}

    /** The service has answered a submit or a poll with 429; it is asked again later. */
    default void throttled() {}

    /** The task was queried. Waits for the same task share their polls, and each is told. */
    default void polled(Poll poll) {}

    /**
     * The wait is over. One that its caller has cancelled is {@link Outcome.Unfinished} with a
     * {@link java.util.concurrent.CancellationException}, and one whose deadline has passed with a
     * {@link TaskTimeoutException}.
     */
    default void ended(Outcome outcome) {}

    /** A result was saved to {@code file}. */
    default void saved(Artifact artifact, Path file) {}
  }
}
