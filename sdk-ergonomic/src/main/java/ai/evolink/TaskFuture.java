package ai.evolink;

import ai.evolink.internal.poll.PollFailure;
import ai.evolink.internal.poll.Wait;
import ai.evolink.internal.submit.Submission;
import ai.evolink.internal.text.ResumeLine;
import ai.evolink.internal.thread.ObserverRelay;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A wait for a task: the future of its result, with methods to observe the wait.
 *
 * <p>Ending the wait, by {@code cancel}, a timeout or explicit completion, never ends the task: it
 * goes on at the service, is charged, and can be resumed by its {@link TaskHandle}. A submit in
 * flight is not aborted either; its handle goes to {@code onSubmitted}. Waits for the same task
 * share their polls, and ending one does not affect the others.
 *
 * <p>Fails with {@link TaskFailedException}, {@link TaskCancelledException}, {@link
 * TaskTimeoutException}, {@link ClientClosedException}, {@link ApiException} if the service refuses
 * queries about the task, or any exception of the submit. {@link EvolinkFuture} says where
 * continuations run and how cancellation propagates.
 */
public final class TaskFuture extends EvolinkFuture<Generation> {
  final Wait wait;
  final TaskWaits waits;

  /** The future of the handle while the submit is in flight, then the handle. */
  private volatile Object origin;

  TaskFuture(
      TaskWaits waits,
      WaitOptions options,
      CompletableFuture<TaskHandle> submitted,
      @Nullable ObserverRelay observer) {
    super(waits.continuations);
    this.waits = waits;
    this.origin = submitted;
    this.wait = new Waiting(options, observer);
  }

  /** The part of this future that the {@code TaskWaiter} knows. */
  private final class Waiting extends Wait {
    private final WaitOptions options;

    Waiting(WaitOptions options, @Nullable ObserverRelay observer) {
      super(options.listener, observer, waits.continuations);
      this.options = options;
    }

    @Override
    protected PollPolicy policy() {
      return options.policy;
    }

    @Override
    protected Duration length(TaskHandle task) {
      return options.deadlineOf(Objects.requireNonNullElse(handle(), task));
    }

    @Override
    protected void accepted(TaskHandle task) {
      origin = task;
    }

    @Override
    protected void ended(TaskHandle task, TaskSnapshot last) {
      Generation made;
      try {
        made = waits.resultOf(Objects.requireNonNullElse(handle(), task), last);
        made.observedBy(observer);
      } catch (Throwable t) {
        failed(PollFailure.ending(t, task));
        return;
      }
      settle(made, null);
    }

    @Override
    protected void failed(Throwable failure) {
      settle(null, failure);
    }

    /** Ends this wait, but not a submit in flight. */
    @Override
    protected void closed() {
      settle(null, new ClientClosedException(handle()));
      if (origin instanceof Submission submission) {
        submission.forsake();
      }
    }
  }

  /**
   * {@return the future of the handle} It completes once the service has accepted the submit, and
   * fails if the submit does. Cancelling it has no effect on the submit or on this wait.
   */
  @SuppressWarnings("unchecked") // no other future is ever an origin
  public EvolinkFuture<TaskHandle> submitted() {
    Object from = origin;
    if (from instanceof TaskHandle task) {
      EvolinkFuture<TaskHandle> known = new EvolinkFuture<>(continuations);
      known.complete(task);
      return known;
    }
    return view((CompletableFuture<TaskHandle>) from, EvolinkFuture::settle);
  }

  /**
   * {@return the task as the last successful poll saw it; empty if there was none} Sends no
   * request.
   */
  public Optional<TaskSnapshot> peek() {
    return waits.waiter.last(wait);
  }

  /**
   * {@return the last 64 polls of the task, in order} Includes polls made for other waits for the
   * same task.
   */
  public List<Poll> trace() {
    return waits.waiter.trace(wait);
  }

  /**
   * {@return a future with the same outcome that can be cancelled, or time out, without ending this
   * wait}
   */
  public EvolinkFuture<Generation> detached() {
    return view(this, EvolinkFuture::settleHere);
  }

  /**
   * {@return a future that ends as {@code source} does and has no effect on it} If it ends first,
   * no continuation stays behind in {@code source}: {@code anyOf} removes those that it has added
   * to the futures that did not come first.
   */
  @SuppressWarnings("unchecked") // it is a value of the source if the source was first
  private <V> EvolinkFuture<V> view(CompletableFuture<V> source, Ending<V> ending) {
    EvolinkFuture<V> view = new EvolinkFuture<>(continuations);
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

  /** {@return the task; null while the submit is in flight} */
  @Nullable TaskHandle handle() {
    return origin instanceof TaskHandle task ? task : null;
  }

  TaskTimeoutException overdue(Duration atMost) {
    return TaskTimeoutException.ofCall(atMost, handle(), waits.waiter.state(wait));
  }

  @Override
  void released() {
    if (origin instanceof Submission submission) {
      submission.abandon(); // nothing is charged if it has not been sent yet
    }
    waits.waiter.leave(wait);
  }

  @Override
  CancellationException cancellation() {
    TaskHandle task = handle();
    return new CancellationException(
        task == null
            ? "The wait was cancelled. If the submit had left already, it goes on, and onSubmitted"
                + " tells what it bought."
            : "The wait for " + task + " was cancelled. " + ResumeLine.nextStep(task.toToken()));
  }
}
