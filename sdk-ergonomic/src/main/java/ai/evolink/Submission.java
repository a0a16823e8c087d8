package ai.evolink;

import ai.evolink.model.TaskSubmission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One submit on its way: first its media are uploaded, then the POST goes out.
 *
 * <p>Completes with the handle once the service has accepted the task and the caller's hook has
 * been told. Up to the POST it can be given up at no cost. From then on nothing stops it: the POST
 * runs to its end and its handle is reported, because whatever it buys is bought.
 */
final class Submission extends CompletableFuture<TaskHandle> {
  private enum Phase {
    PREPARING,
    SENT,
    ABANDONED
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
  private volatile @Nullable CompletableFuture<?> preparation;

  /** Prepares, then sends. {@code post} is called at most once. */
  <M> void start(
      CompletableFuture<M> media,
      Function<M, CompletableFuture<TaskSubmission>> post,
      Function<TaskSubmission, TaskHandle> report,
      Completions completions,
      Runnable ended) {
    preparation = media;
    media.whenComplete(
        (links, failure) -> {
          if (failure != null) {
            fail(failure, ended);
          } else if (phase.compareAndSet(Phase.PREPARING, Phase.SENT)) {
            send(() -> post.apply(links), report, completions, ended);
          } else {
            ended.run();
          }
        });
  }

  private void send(
      Supplier<CompletableFuture<TaskSubmission>> post,
      Function<TaskSubmission, TaskHandle> report,
      Completions completions,
      Runnable ended) {
    CompletableFuture<TaskSubmission> answer;
    try {
      answer = post.get();
    } catch (RuntimeException e) {
      fail(e, ended);
      return;
    }
    answer.whenComplete(
        (submission, failure) ->
            // Off the I/O thread: what follows is code of the caller's.
            completions.run(
                () -> {
                  try {
                    if (failure != null) {
                      completeExceptionally(EvolinkFuture.plain(failure));
                    } else {
                      complete(report.apply(submission));
                    }
                  } catch (Throwable t) {
                    completeExceptionally(t);
                  } finally {
                    ended.run();
                  }
                }));
  }

  private void fail(Throwable failure, Runnable ended) {
    completeExceptionally(EvolinkFuture.plain(failure));
    ended.run();
  }

  /** Gives the submit up if nothing has been bought yet; else does nothing. */
  void abandon() {
    if (phase.compareAndSet(Phase.PREPARING, Phase.ABANDONED)) {
      cancel(false);
      CompletableFuture<?> running = preparation;
      if (running != null) {
        running.cancel(true);
      }
    }
  }
}
