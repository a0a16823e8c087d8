package ai.evolink.internal.submit;

import ai.evolink.EvolinkException;
import ai.evolink.TaskHandle;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskSubmission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One submit in progress: its media are uploaded first, then the POST is sent.
 *
 * <p>Completes with the handle once the service has accepted the task and the caller's hook has
 * been called. It can be given up at no cost until the first byte of the POST has been sent, and
 * while a refused POST waits for its retry. At any other time nothing stops it: the POST completes
 * and its handle is reported, because the task that it creates is charged.
 */
public final class Submission extends CompletableFuture<TaskHandle> {
  private enum Phase {
    PREPARING,
    SENDING,
    ABANDONED
  }

  /** The steps of a submit. */
  interface Steps<M> {
    /**
     * Sends the POST. Called at most once. Cancelling the result has no effect once the first byte
     * has been sent.
     */
    CompletableFuture<TaskSubmission> post(M media);

    /** Reports the accepted task to the caller, before anything else can fail. */
    TaskHandle report(TaskSubmission answer);

    /** Whether {@link #report} runs code of the caller. */
    boolean runsForeignCode();

    /** Called once the waits for the task, if there are any, have begun. */
    void waiting(TaskHandle task);

    /**
     * Called if the media could not be uploaded, or the POST has failed or did not leave. Must
     * complete {@code submission}.
     */
    void failed(Throwable failure, Submission submission);

    /** Called if the task was accepted but its handle is no longer waited for. */
    void unclaimed(TaskHandle task);

    /** Called exactly once when the submit is over, whatever its outcome. */
    void ended();
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
  private final boolean pushed;
  private final @Nullable String orderId;

  /** One for the same order that was given up and is not over yet; null if there is none. */
  private volatile @Nullable Submission before;

  private volatile @Nullable CompletableFuture<?> preparation;
  private volatile @Nullable CompletableFuture<?> sending;
  private volatile boolean forsaken;

  /** How many callers want the handle. */
  private int holders = 1;

  /**
   * The action that reports an unclaimed task; set once the task was accepted, and cleared when it
   * runs.
   */
  private final AtomicReference<@Nullable Runnable> unclaimed = new AtomicReference<>();

  /**
   * @param pushed whether a callback is expected to announce the end of the task
   * @param orderId null if it has none
   */
  Submission(boolean pushed, @Nullable String orderId) {
    this.pushed = pushed;
    this.orderId = orderId;
  }

  public boolean isPushed() {
    return pushed;
  }

  /**
   * Lets this submit begin only when {@code givenUp}, which was for the same order and buys
   * nothing, is over: until then the journal may have its intent.
   */
  void follow(Submission givenUp) {
    Submission open = givenUp;
    while (open != null && open.isDone()) {
      open = open.before;
    }
    before = open;
  }

  boolean isFollowing() {
    return before != null;
  }

  <M> void start(CompletableFuture<M> media, Steps<M> steps, Continuations continuations) {
    preparation = media;
    Submission first = before;
    CompletableFuture<M> ready =
        first == null ? media : first.handle((task, failure) -> media).thenCompose(links -> links);
    ready.whenComplete(
        (links, failure) -> {
          before = null;
          if (failure == null && phase.compareAndSet(Phase.PREPARING, Phase.SENDING)) {
            send(links, steps, continuations);
          } else {
            try {
              if (failure != null) {
                failed(Unwrapping.plain(failure), steps);
              }
            } finally {
              steps.ended();
            }
          }
        });
  }

  private <M> void send(M links, Steps<M> steps, Continuations continuations) {
    CompletableFuture<TaskSubmission> answer;
    try {
      answer = steps.post(links);
    } catch (Throwable e) { // a request of the caller's own kind may throw anything
      answer = CompletableFuture.failedFuture(e);
    }
    synchronized (this) {
      sending = answer;
      if (holders == 0) { // given up while the call was made
        answer.cancel(false);
      }
    }
    answer.whenComplete(
        (submission, failure) -> {
          if (steps.runsForeignCode()) {
            continuations.complete(
                () -> answered(submission, failure, steps)); // not on the I/O thread
          } else {
            answered(submission, failure, steps);
          }
        });
  }

  private void answered(
      @Nullable TaskSubmission answer, @Nullable Throwable failure, Steps<?> steps) {
    try {
      if (answer == null) {
        failed(failure == null ? new IllegalStateException() : Unwrapping.plain(failure), steps);
      } else {
        TaskHandle task = steps.report(answer);
        complete(task); // makes the waits begin
        steps.waiting(task);
        unclaimed.set(() -> steps.unclaimed(task));
        tellIfForsaken();
      }
    } catch (Throwable t) {
      completeExceptionally(t);
    } finally {
      steps.ended();
    }
  }

  private void failed(Throwable failure, Steps<?> steps) {
    try {
      steps.failed(failure, this);
    } finally {
      fail(failure); // has no effect unless something was thrown
    }
  }

  /** Fails with {@code failure}, which is told which order it is about. */
  void fail(Throwable failure) {
    if (orderId != null && failure instanceof EvolinkException ours) {
      Access.get().about(ours, orderId);
    }
    completeExceptionally(failure);
  }

  /**
   * Adds a caller who wants the handle: the submit is given up only when all have left.
   *
   * @return false if this submit is over, or has been given up and buys nothing
   */
  synchronized boolean addHolder() {
    CompletableFuture<?> call = sending;
    boolean givenUp = phase.get() == Phase.ABANDONED || (call != null && call.isCancelled());
    if (givenUp || isDone()) { // the journal knows what is done
      return false;
    }
    holders++;
    forsaken = false;
    return true;
  }

  /** Records that the handle is no longer waited for. This does not stop the submit. */
  public void forsake() {
    forsaken = true;
    tellIfForsaken();
  }

  private void tellIfForsaken() {
    if (forsaken) {
      Runnable told = unclaimed.getAndSet(null);
      if (told != null) {
        told.run();
      }
    }
  }

  /**
   * Gives the submit up if it has not been sent yet, or if it was refused and waits for a retry.
   * Otherwise it completes, but its handle is no longer waited for.
   */
  public void abandon() {
    boolean unprepared = false;
    synchronized (this) { // whoever comes after this must know whether it buys anything
      if (--holders > 0) {
        return;
      }
      CompletableFuture<?> call = sending;
      if (call != null) {
        call.cancel(false); // the transport ignores this once a byte was sent
      } else {
        unprepared = phase.compareAndSet(Phase.PREPARING, Phase.ABANDONED);
      }
      forsaken = true;
    }
    tellIfForsaken();
    if (unprepared) {
      cancel(false);
      CompletableFuture<?> running = preparation;
      if (running != null) {
        running.cancel(true);
      }
    }
  }
}
