package ai.evolink;

import ai.evolink.BatchEnd.State;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Nanos;
import ai.evolink.model.GenerationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One item of a batch under way: its tries, its wait, its rests and its end.
 *
 * <p>Never locks its batch while it holds its own monitor. What both have to agree on is told first
 * and asked for then: who rests or waits says so before it asks whether the batch goes on, and the
 * batch stops before it looks for who rests or waits.
 */
final class ItemRun<R extends GenerationRequest> {
  private final Batch<R> batch;
  private final BatchItem<? extends R> item;
  private final BatchPurchases<R> purchases;
  private final Predicate<? super Purchase> retry;
  private final Continuations continuations;
  private int tries;
  private @Nullable TaskFuture wait;

  /** The attempt that the caller was asked about; null if there was none. */
  private JournalEntry.@Nullable Key asked;

  private boolean wished;

  /**
   * Whether the retry of that attempt was refused for now. The journal does not know then that its
   * task had failed, until it has been waited for once more.
   */
  private boolean owed;

  /** Whether the next try is due later. */
  private boolean resting;

  private volatile @Nullable BatchEnd end;

  ItemRun(
      Batch<R> batch,
      BatchItem<? extends R> item,
      BatchPurchases<R> purchases,
      Predicate<? super Purchase> retry,
      Continuations continuations) {
    this.batch = batch;
    this.item = item;
    this.purchases = purchases;
    this.retry = retry;
    this.continuations = continuations;
  }

  /** {@return how it ended; only to be asked once its batch was told} */
  BatchEnd end() {
    return Objects.requireNonNull(end);
  }

  void begin() {
    if (batch.isStopping()) {
      end(BatchEnd.without(item, State.NOT_SUBMITTED, null));
      return;
    }
    tries++;
    BatchPurchases.Begun begun;
    try {
      begun = purchases.begin(item, this::isWished, batch.buysNoMore());
    } catch (Throwable e) { // requests, media and the wish to retry are foreign code
      if (e instanceof ClientClosedException) {
        batch.fail(e);
      }
      failed(null, BatchPurchases.beforeSending(e));
      return;
    }
    if (begun.end() != null) {
      end(begun.end());
    } else if (begun.future() != null) {
      follow(begun.future());
    }
  }

  /** Whether an attempt is to be made once more, as the caller has said when first asked. */
  private boolean isWished(Purchase purchase) {
    JournalEntry.Key attempt = purchase.entry().key();
    if (asked == null) {
      asked = attempt;
      wished = retry.test(purchase);
    }
    return wished && attempt.equals(asked); // another one has failed since
  }

  private void follow(TaskFuture begun) {
    synchronized (this) {
      wait = begun;
    }
    if (batch.isStopping()) {
      begun.cancel(true);
    }
    // Saving blocks, and so may the sink.
    EvolinkFuture.whenDone(
        begun, (made, why) -> continuations.complete(() -> ended(begun, made, why)));
  }

  private void ended(TaskFuture begun, @Nullable Generation made, @Nullable Throwable why) {
    boolean cut = why instanceof CancellationException;
    if (why instanceof ClientClosedException closed) {
      cut = true;
      batch.fail(closed);
    }
    if (made != null) {
      save(made);
    } else if (cut && begun.handle() == null) {
      // A submit that has left goes on: its answer says what was bought.
      EvolinkFuture.whenDone(
          begun.submitted(),
          (task, lost) ->
              continuations.complete(
                  () -> failed(task, BatchPurchases.afterTheCut(plain(why), lost))));
    } else {
      failed(begun.handle(), plain(why));
    }
  }

  private static Throwable plain(@Nullable Throwable why) {
    return Objects.requireNonNullElseGet(why, NullPointerException::new);
  }

  private void save(Generation made) {
    List<Path> files = new ArrayList<>();
    Path target = item.file().orElse(null);
    RuntimeException notSaved = null;
    if (target != null) {
      try {
        BatchFiles.save(target, made.artifacts(), files);
        if (made.isIncomplete()) {
          notSaved = new IllegalStateException(made + " lacks files; see rawJson()");
        }
      } catch (Throwable e) {
        notSaved = BatchPurchases.unchecked(e);
      }
    }
    end(BatchEnd.completed(item, made, files, notSaved));
  }

  private void failed(@Nullable TaskHandle task, Throwable why) {
    if (task != null) {
      if (owed && BatchPurchases.hasEnded(why) && batch.submits()) {
        owed = false;
        begin();
      } else {
        end(BatchPurchases.bought(item, task, why));
      }
      return;
    }
    if (BatchPurchases.concernsAll(why)) {
      batch.buyNoMore(BatchPurchases.unchecked(why));
    } else if (restsBeforeNextTry(why)) {
      return;
    }
    end(BatchPurchases.notBought(item, why));
  }

  private boolean restsBeforeNextTry(Throwable why) {
    Duration pause = BatchPurchases.rest(why, tries);
    if (pause == null) {
      return false;
    }
    owed = wished;
    synchronized (this) {
      resting = true;
    }
    if (!batch.submits()) {
      return !endRest(); // somebody else may have ended it
    }
    continuations.timers().schedule(Nanos.of(pause), continuations::complete, this::restOver);
    return true;
  }

  private void restOver() {
    if (endRest()) {
      begin();
    }
  }

  /** {@return whether this item was at rest, and is the caller's to go on with} */
  synchronized boolean endRest() {
    boolean was = resting;
    resting = false;
    return was;
  }

  /** Ends the rest or the wait of this item, but no submit that has left. */
  void cutShort() {
    TaskFuture waiting;
    synchronized (this) {
      waiting = wait;
    }
    if (endRest()) {
      endUnsubmitted(null);
    } else if (waiting != null) {
      waiting.cancel(true);
    }
  }

  /** Tells the end of an item whose rest was cut short, on a thread that the sink may block. */
  void endUnsubmitted(@Nullable RuntimeException why) {
    continuations.complete(() -> end(BatchEnd.without(item, State.NOT_SUBMITTED, why)));
  }

  private void end(BatchEnd how) {
    end = how;
    batch.tell(this);
  }
}
