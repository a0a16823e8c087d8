package ai.evolink;

import ai.evolink.internal.submit.Submission;
import ai.evolink.internal.text.ResumeLine;
import ai.evolink.internal.thread.Callbacks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wait for a task: the future of what the task makes, and a window onto the wait.
 *
 * <p>Ending the wait, by {@code cancel}, a time-out or by hand, never ends the task: it lives on at
 * the service, is paid for, and can be resumed by its {@link TaskHandle}. A submit under way is not
 * broken off either; what it buys goes to {@code onSubmitted}. Waits for the same task share their
 * polls, and ending one leaves the others alone.
 *
 * <p>Fails with {@link TaskFailedException}, {@link TaskCancelledException}, {@link
 * TaskTimeoutException}, {@link ClientClosedException}, {@link ApiException} if the service refuses
 * to tell about the task, or whatever the submit failed with. {@link EvolinkFuture} says which
 * continuations run where, and how far a cancel travels.
 */
public final class TaskFuture extends EvolinkFuture<Generation> {
  final TaskWaiter waiter;
  final PollPolicy policy;
  final @Nullable ProgressRelay relay;

  /** The future of the handle while the submit is under way, then the handle. */
  private volatile Object origin;

  /** Null until the submit is accepted; kept after the end. */
  volatile @Nullable Watch watch;

  /** How long the wait may last, until the submit is accepted; from then on, when it ends. */
  long deadline;

  TaskFuture(
      TaskWaiter waiter,
      Callbacks callbacks,
      WaitOptions options,
      CompletableFuture<TaskHandle> submitted) {
    super(callbacks);
    this.waiter = waiter;
    this.policy = options.policy;
    Consumer<? super TaskSnapshot> listener = options.listener;
    this.relay = listener == null ? null : new ProgressRelay(listener, callbacks);
    this.origin = submitted;
  }

  /**
   * {@return the future of the handle} Complete once the service has accepted the submit, failed if
   * it did not. Cancelling it has no effect on the submit or on this wait.
   */
  @SuppressWarnings("unchecked") // no other future is ever an origin
  public EvolinkFuture<TaskHandle> submitted() {
    Object from = origin;
    if (from instanceof TaskHandle task) {
      EvolinkFuture<TaskHandle> known = new EvolinkFuture<>(callbacks);
      known.complete(task);
      return known;
    }
    return view((CompletableFuture<TaskHandle>) from, EvolinkFuture::settle);
  }

  /** {@return the task as the last successful poll saw it} Asks nobody; cheap. */
  public Optional<TaskSnapshot> peek() {
    Watch shared = watch;
    return shared == null ? Optional.empty() : Optional.ofNullable(shared.last);
  }

  /**
   * {@return the last 64 polls made for the task, in order} Includes those that other waits for the
   * same task have shared with this one.
   */
  public List<Poll> trace() {
    Watch shared = watch;
    return shared == null ? List.of() : waiter.trace(shared);
  }

  /**
   * {@return a future with the same outcome that can be cancelled, or run into a time-out, without
   * ending this wait}
   */
  public EvolinkFuture<Generation> detached() {
    return view(this, EvolinkFuture::settleHere);
  }

  /**
   * {@return a future that ends as {@code source} does, and has no effect on it} One that ends
   * before leaves nothing behind there: {@code anyOf} takes back what it has added to futures that
   * came second.
   */
  @SuppressWarnings("unchecked") // it is a value of the source if the source was first
  private <V> EvolinkFuture<V> view(CompletableFuture<V> source, Ending<V> ending) {
    EvolinkFuture<V> view = new EvolinkFuture<>(callbacks);
    CompletableFuture<@Nullable Object> left = new CompletableFuture<>();
    view.abortWith(() -> left.complete(null));
    whenDone(
        CompletableFuture.anyOf(source, left),
        (value, failure) -> ending.apply(view, (V) value, failure));
    return view;
  }

  private interface Ending<V> {
    void apply(EvolinkFuture<V> view, @Nullable V value, @Nullable Throwable failure);
  }

  /** {@return the task; null while the submit is under way} */
  @Nullable TaskHandle handle() {
    return origin instanceof TaskHandle task ? task : null;
  }

  void accepted(TaskHandle task) {
    origin = task;
  }

  TaskTimeoutException overdue(Duration atMost) {
    return waiter.overdue(this, atMost);
  }

  @Override
  void released() {
    if (origin instanceof Submission submission) {
      submission.abandon(); // as long as it has not left, nothing need be bought
    }
    waiter.leave(this);
  }

  /** The client has closed: ends this wait, but not a submit that is on its way. */
  void closed() {
    settle(null, new ClientClosedException(handle()));
    if (origin instanceof Submission submission) {
      submission.forsake();
    }
  }

  @Override
  CancellationException cancellation() {
    TaskHandle task = handle();
    return new CancellationException(
        task == null
            ? "The wait was cancelled. If the submit had left already, it goes on, and onSubmitted tells"
                + " what it bought."
            : "The wait for " + task + " was cancelled. " + ResumeLine.nextStep(task.toToken()));
  }
}
