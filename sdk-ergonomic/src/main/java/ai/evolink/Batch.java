package ai.evolink;

import ai.evolink.BatchEnd.State;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.GenerationRequest;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works through the items of a batch, each of which is an {@link ItemRun}.
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
  private final Set<ItemRun<R>> live = new LinkedHashSet<>();
  private final ArrayDeque<ItemRun<R>> ended = new ArrayDeque<>();
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
    List<ItemRun<R>> cut;
    synchronized (lock) {
      if (over || stopping) {
        return;
      }
      stopping = true;
      cut = List.copyOf(live);
    }
    cut.forEach(ItemRun::cutShort);
    continuations.complete(this::pump); // to close the source
  }

  /** Ends the rests; whatever waits for an answer or a task hears of the close by itself. */
  void clientClosed() {
    List<ItemRun<R>> cut;
    synchronized (lock) {
      closed = true;
      cut = live.stream().filter(ItemRun::endRest).toList();
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
      ItemRun<R> run = take();
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

  private @Nullable ItemRun<R> take() {
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
      ItemRun<R> run = new ItemRun<>(this, item, purchases, options.retry, continuations);
      synchronized (lock) {
        live.add(run);
      }
      return run;
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

  void fail(Throwable e) {
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

  boolean isStopping() {
    synchronized (lock) {
      return stopping;
    }
  }

  boolean buysNoMore() {
    synchronized (lock) {
      return stoppedBy != null || failure != null;
    }
  }

  void buyNoMore(RuntimeException why) {
    synchronized (lock) {
      stoppedBy = stoppedBy == null ? why : stoppedBy;
    }
  }

  /** {@return whether an item that rests, or whose retry was refused, may be tried once more} */
  boolean submits() {
    synchronized (lock) {
      return !stopping && !closed && failure == null && stoppedBy == null;
    }
  }

  // ---- telling

  void tell(ItemRun<R> run) {
    synchronized (lock) {
      ended.add(run);
      if (telling) {
        return;
      }
      telling = true;
    }
    while (true) {
      ItemRun<R> next;
      synchronized (lock) {
        next = ended.poll();
        if (next == null) {
          telling = false;
          return;
        }
      }
      told(next.end());
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

  private void release(ItemRun<R> run) {
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
}
