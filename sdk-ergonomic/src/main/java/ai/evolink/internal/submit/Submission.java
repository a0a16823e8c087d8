package ai.evolink.internal.submit;

import ai.evolink.TaskHandle;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.model.TaskSubmission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One submit on its way: first its media are uploaded, then the POST goes out.
 *
 * <p>Completes with the handle once the service has accepted the task and the caller's hook has
 * been told. Until a byte of the POST has left, it can be given up at no cost, and so it can while
 * a refused one waits to be sent again. Otherwise nothing stops it: the POST runs to its end and
 * its handle is reported, because whatever it buys is bought.
 */
public final class Submission extends CompletableFuture<TaskHandle> {
  private enum Phase {
    PREPARING,
    SENDING,
    ABANDONED
  }

  /** What a submit consists of. */
  interface Steps<M> {
    /** Sends the POST. Called at most once. Cancelling the result does nothing once it has left. */
    CompletableFuture<TaskSubmission> post(M media);

    /** Tells the caller what was bought, before anything else can go wrong. */
    TaskHandle report(TaskSubmission answer);

    /** Whether {@link #report} runs code of the caller's. */
    boolean runsForeignCode();

    /** The waits for the task, if there are any, have begun. */
    void waiting(TaskHandle task);

    /** The task is bought, and whoever waited for its handle has gone. */
    void unclaimed(TaskHandle task);

    /** Nothing more will happen. Called once, whatever happened. */
    void ended();
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
  private final boolean pushed;
  private volatile @Nullable CompletableFuture<?> preparation;
  private volatile @Nullable CompletableFuture<?> sending;
  private volatile boolean unwanted;
  private volatile boolean forsaken;

  /** Tells that nobody claims the task that was bought; there once one was, until it has run. */
  private final AtomicReference<@Nullable Runnable> unclaimed = new AtomicReference<>();

  /**
   * @param pushed whether a callback will announce the end of the task
   */
  Submission(boolean pushed) {
    this.pushed = pushed;
  }

  public boolean isPushed() {
    return pushed;
  }

  <M> void start(CompletableFuture<M> media, Steps<M> steps, Callbacks callbacks) {
    preparation = media;
    media.whenComplete(
        (links, failure) -> {
          if (failure == null && phase.compareAndSet(Phase.PREPARING, Phase.SENDING)) {
            send(links, steps, callbacks);
          } else {
            if (failure != null) {
              completeExceptionally(Unwrapping.plain(failure));
            }
            steps.ended();
          }
        });
  }

  private <M> void send(M links, Steps<M> steps, Callbacks callbacks) {
    CompletableFuture<TaskSubmission> answer;
    try {
      answer = steps.post(links);
    } catch (Throwable e) { // a request of the caller's own kind may throw anything
      answer = CompletableFuture.failedFuture(e);
    }
    sending = answer;
    if (unwanted) {
      answer.cancel(false);
    }
    answer.whenComplete(
        (submission, failure) -> {
          if (steps.runsForeignCode()) {
            callbacks.complete(() -> answered(submission, failure, steps)); // off the I/O thread
          } else {
            answered(submission, failure, steps);
          }
        });
  }

  private void answered(
      @Nullable TaskSubmission answer, @Nullable Throwable failure, Steps<?> steps) {
    try {
      if (answer == null) {
        completeExceptionally(
            failure == null ? new IllegalStateException() : Unwrapping.plain(failure));
      } else {
        TaskHandle task = steps.report(answer);
        complete(task); // which makes the waits begin
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

  /** Nobody waits for the handle any more, which need not be the end of the submit. */
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
   * Gives the submit up if it has not been sent yet, or was refused and is to be sent again; else
   * does nothing.
   */
  public void abandon() {
    unwanted = true;
    forsake();
    CompletableFuture<?> call = sending;
    if (call != null) {
      call.cancel(false); // refused by the transport once a byte has left
    } else if (phase.compareAndSet(Phase.PREPARING, Phase.ABANDONED)) {
      cancel(false);
      CompletableFuture<?> running = preparation;
      if (running != null) {
        running.cancel(true);
      }
    }
  }
}
