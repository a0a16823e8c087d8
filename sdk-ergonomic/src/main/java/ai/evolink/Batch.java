package ai.evolink;

import ai.evolink.BatchEnd.State;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Nanos;
import ai.evolink.model.GenerationRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Works through the items of a batch.
 *
 * <p>There are as many places as items may be under way. {@link #pump} takes an item for each free
 * place; an item keeps its place until its end was told. Both run on threads of the client that may
 * block, one of them at a time: the pump because {@code pumping} is set, the sink because {@code
 * telling} is. Whoever finds the flag set leaves what is to be done to the thread that set it. So
 * neither a slow source nor a slow sink makes anything pile up, and no thread waits for a place.
 */
final class Batch<R extends GenerationRequest> {
  private final BatchSource<BatchItem<? extends R>> source;
  private final BatchPurchases<R> purchases;
  private final BatchOptions options;
  private final OpenBatches open;
  private final Continuations continuations;
  private final BatchFuture future;

  private final Object lock = new Object();
  private final Set<Run> live = new LinkedHashSet<>();
  private final ArrayDeque<Run> ended = new ArrayDeque<>();
  private final Map<State, Long> counts = new EnumMap<>(State.class);
  private BigDecimal credits = BigDecimal.ZERO;
  private int free;
  private boolean pumping;
  private boolean telling;

  /** Nothing more is taken. */
  private boolean drained;

  /** The caller wants the end: nothing more is taken, and waits are cut short. */
  private boolean stopping;

  private boolean over;

  /** The client takes no more submits. */
  private boolean closed;

  /** What makes further submits pointless. */
  private @Nullable RuntimeException stoppedBy;

  /** What the source or the sink has thrown. */
  private @Nullable Throwable failure;

  Batch(
      BatchSource<BatchItem<? extends R>> source,
      BatchPurchases<R> purchases,
      BatchOptions options,
      OpenBatches open,
      Continuations continuations) {
    this.source = source;
    this.purchases = purchases;
    this.options = options;
    this.open = open;
    this.continuations = continuations;
    this.free = options.concurrency;
    this.future = new BatchFuture(continuations, this);
  }

  BatchFuture begin() {
    open.add(this);
    continuations.complete(this::pump);
    return future;
  }

  BatchSummary summary() {
    synchronized (lock) {
      return new BatchSummary(counts, credits, stoppedBy);
    }
  }

  void stop() {
    List<Run> cut;
    synchronized (lock) {
      if (over || stopping) {
        return;
      }
      stopping = true;
      cut = List.copyOf(live);
    }
    cut.forEach(Run::cutShort);
    continuations.complete(this::pump); // to close the source
  }

  /** Ends the rests; whatever waits for an answer or a task hears of the close by itself. */
  void clientClosed() {
    List<Run> cut;
    synchronized (lock) {
      closed = true;
      cut = live.stream().filter(Run::endRest).toList();
    }
    if (!cut.isEmpty()) {
      ClientClosedException why = ClientClosedException.beforeSending();
      fail(why);
      cut.forEach(run -> run.endUnsubmitted(why));
    }
  }

  // ---- taking

  private void pump() {
    synchronized (lock) {
      if (pumping || drained) {
        return;
      }
      pumping = true;
    }
    while (true) {
      synchronized (lock) {
        if (drained || free == 0) {
          pumping = false;
          break;
        }
        free--;
      }
      Run run = take();
      if (run == null) {
        close();
        synchronized (lock) {
          drained = true;
          free++;
        }
      } else {
        run.begin();
      }
    }
    endIfOver();
  }

  private @Nullable Run take() {
    synchronized (lock) {
      if (stopping || failure != null) {
        return null;
      }
    }
    try {
      BatchItem<? extends R> item = source.next();
      if (item == null) {
        return null;
      }
      purchases.requireJournal(item);
      return new Run(item);
    } catch (Throwable e) { // the source is foreign code
      fail(e);
      return null;
    }
  }

  private void close() {
    try {
      source.close();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    synchronized (lock) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  private void endIfOver() {
    Throwable why;
    synchronized (lock) {
      if (over || !drained || free < options.concurrency) {
        return;
      }
      over = true;
      why = failure;
    }
    open.remove(this);
    future.settle(why == null ? summary() : null, why);
  }

  private boolean submits() {
    synchronized (lock) {
      return !stopping && !closed && failure == null && stoppedBy == null;
    }
  }

  // ---- telling

  private void tell(Run run) {
    synchronized (lock) {
      ended.add(run);
      if (telling) {
        return;
      }
      telling = true;
    }
    while (true) {
      Run next;
      synchronized (lock) {
        next = ended.poll();
        if (next == null) {
          telling = false;
          return;
        }
      }
      told(Objects.requireNonNull(next.end));
      release(next);
    }
  }

  private void told(BatchEnd end) {
    synchronized (lock) {
      counts.merge(end.state(), 1L, Long::sum);
      credits = credits.add(end.credits().orElse(BigDecimal.ZERO));
    }
    try {
      options.sink.accept(end);
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void release(Run run) {
    boolean pump;
    synchronized (lock) {
      live.remove(run);
      free++;
      pump = !drained && !pumping;
    }
    if (pump) {
      continuations.complete(this::pump);
    } else {
      endIfOver();
    }
  }

  /** One item under way. */
  private final class Run {
    private final BatchItem<? extends R> item;
    private int tries;
    private @Nullable TaskFuture wait;

    /** The attempt that the caller was asked about; null if there was none. */
    private JournalEntry.@Nullable Key asked;

    private boolean wished;

    /**
     * Whether the retry of that attempt was refused for now. The journal does not know then that
     * its task had failed, until it has been waited for once more.
     */
    private boolean owed;

    /** Whether the next try is due later. */
    private boolean resting;

    private volatile @Nullable BatchEnd end;

    Run(BatchItem<? extends R> item) {
      this.item = item;
      synchronized (lock) {
        live.add(this);
      }
    }

    void begin() {
      boolean stopped;
      boolean noneMore;
      synchronized (lock) {
        stopped = stopping;
        noneMore = stoppedBy != null || failure != null;
      }
      if (stopped) {
        end(BatchEnd.without(item, State.NOT_SUBMITTED, null));
        return;
      }
      tries++;
      BatchPurchases.Begun begun;
      try {
        begun = purchases.begin(item, this::isWished, noneMore);
      } catch (Throwable e) { // requests, media and the wish to retry are foreign code
        if (e instanceof ClientClosedException) {
          fail(e);
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
        wished = options.retry.test(purchase);
      }
      return wished && attempt.equals(asked); // another one has failed since
    }

    private void follow(TaskFuture begun) {
      boolean late;
      synchronized (lock) {
        wait = begun;
        late = stopping;
      }
      if (late) {
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
        fail(closed);
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
        if (owed && BatchPurchases.hasEnded(why) && submits()) {
          owed = false;
          begin();
        } else {
          end(BatchPurchases.bought(item, task, why));
        }
        return;
      }
      if (BatchPurchases.concernsAll(why)) {
        synchronized (lock) {
          stoppedBy = stoppedBy == null ? BatchPurchases.unchecked(why) : stoppedBy;
        }
      } else if (restBeforeNextTry(why)) {
        return;
      }
      end(BatchPurchases.notBought(item, why));
    }

    private boolean restBeforeNextTry(Throwable why) {
      Duration pause = BatchPurchases.rest(why, tries);
      synchronized (lock) {
        if (pause == null || !submits()) {
          return false;
        }
        resting = true;
      }
      owed = wished;
      continuations.timers().schedule(Nanos.of(pause), continuations::complete, this::restOver);
      return true;
    }

    private void restOver() {
      if (endRest()) {
        begin();
      }
    }

    private boolean endRest() {
      synchronized (lock) {
        boolean was = resting;
        resting = false;
        return was;
      }
    }

    /** Ends the rest or the wait of this item, but no submit that has left. */
    void cutShort() {
      TaskFuture waiting;
      synchronized (lock) {
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
      tell(this);
    }
  }
}
