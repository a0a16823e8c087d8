package ai.evolink.bulk;

import ai.evolink.Billing;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.JournalException;
import ai.evolink.OrderBusyException;
import ai.evolink.Purchase;
import ai.evolink.RequestJson;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.VideoGenerationRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The items that this worker is busy with, from the submit to the stored result. */
final class Orders implements AutoCloseable {
  private static final int SAVERS = 8;
  private static final long BUSY_MILLIS = 2_000;
  private static final long REFUSED_MILLIS = 5_000;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final EvolinkClient evolink;
  private final JdbcTaskStore store;
  private final Items items;
  private final ResultSink sink;
  private final int maxAttempts;
  private final long retryDelayMillis;
  private final Runnable wake;
  private final Consumer<String> budgetReached;
  private final AtomicInteger submitting = new AtomicInteger();
  private final Map<String, Active> active = new ConcurrentHashMap<>();

  /** Since when items rest whose wait or results have met a problem. */
  private final Map<String, Long> resting = new ConcurrentHashMap<>();

  private final Set<String> confirming = ConcurrentHashMap.newKeySet();
  private final ExecutorService savers;

  /** An item in hand; {@code wait} is null for a moment only. */
  private static final class Active {
    private final int shard;
    private volatile @Nullable TaskFuture wait;
    private volatile boolean accepted;

    /** Whether its price was asked for: nobody did if there was no limit then. */
    private volatile boolean priced = true;

    private volatile boolean storing;

    /**
     * Whether the journal knew the end of its task when the wait began, which has asked at once.
     */
    private boolean hasAsked;

    /** Whether a sweep has found its end in the journal. */
    private boolean endIsKnown;

    private Active(int shard) {
      this.shard = shard;
    }

    private boolean isWaiting() {
      return accepted && !storing;
    }

    /**
     * Is told at each sweep that the journal knows the end: of a callback to another process, if
     * the wait still goes on at the second one. The next sweep begins a wait that asks at once.
     */
    private void foundEnd() {
      if (endIsKnown && !hasAsked && isWaiting()) {
        leave();
      }
      endIsKnown = true;
    }

    private void leave() {
      TaskFuture left = wait;
      if (left != null) {
        left.cancel(true);
      }
    }
  }

  Orders(
      EvolinkClient evolink,
      JdbcTaskStore store,
      ResultSink sink,
      int maxAttempts,
      long retryDelayMillis,
      Runnable wake,
      Consumer<String> budgetReached) {
    this.evolink = evolink;
    this.store = store;
    this.items = store.items();
    this.sink = sink;
    this.maxAttempts = maxAttempts;
    this.retryDelayMillis = retryDelayMillis;
    this.wake = wake;
    this.budgetReached = budgetReached;
    this.savers =
        Executors.newFixedThreadPool(
            SAVERS,
            task -> {
              Thread thread = new Thread(task, "evolink-bulk-saver");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** {@return how many submits are under way} */
  int submitting() {
    return submitting.get();
  }

  boolean isActive(String orderId) {
    return active.containsKey(orderId);
  }

  // ---- submitting

  /** {@return whether the submit of an item was begun; false if it is under way here already} */
  boolean submit(Items.Ready item) {
    Active mine = new Active(Items.shard(item.orderId()));
    if (active.putIfAbsent(item.orderId(), mine) != null) {
      return false;
    }
    submitting.incrementAndGet();
    try {
      TaskFuture wait = item.retry() ? retry(item.orderId()) : generate(item, mine);
      mine.wait = wait;
      var unused =
          wait.submitted()
              .whenComplete(
                  (task, failure) -> {
                    mine.accepted = task != null;
                    submitting.decrementAndGet();
                    wake.run();
                    if (failure != null) {
                      later(() -> refused(item, mine, failure));
                    }
                  });
      follow(item.orderId(), mine, wait);
    } catch (RuntimeException e) { // the request itself is wrong
      submitting.decrementAndGet();
      later(() -> refused(item, mine, e));
    }
    return true;
  }

  private TaskFuture generate(Items.Ready item, Active mine) {
    SubmitOptions.Builder options = SubmitOptions.builder().orderId(item.orderId());
    BigDecimal limit = store.bulkRows().spendLimit(item.bulk());
    mine.priced = limit != null;
    if (limit != null) {
      options.maxCost(limit); // so that the price is asked for
    }
    GenerationRequest request = RequestJson.read(item.request());
    if (request instanceof ImageGenerationRequest image) {
      return evolink.images().generate(image, options.build());
    }
    if (request instanceof VideoGenerationRequest video) {
      return evolink.videos().generate(video, options.build());
    }
    if (request instanceof AudioGenerationRequest audio) {
      return evolink.audios().generate(audio, options.build());
    }
    throw new IllegalArgumentException("The request is of no known medium");
  }

  private TaskFuture retry(String orderId) {
    Purchase purchase =
        evolink
            .purchase(orderId)
            .orElseThrow(() -> new IllegalStateException("The journal does not know " + orderId));
    return purchase.retry();
  }

  /** What to do about an item that was not accepted. */
  private void refused(Items.Ready item, Active mine, Throwable failure) {
    try {
      Throwable cause = unwrapped(failure);
      if (cause.getCause() instanceof NotGrantedException denied) {
        notGranted(item, mine, denied);
      } else if (cause instanceof OrderBusyException
          || cause instanceof ClientClosedException
          || cause instanceof CancellationException) {
        return; // another worker has it, or the next one will
      } else if (cause instanceof JournalException
          || (item.retry() && cause instanceof IllegalStateException)) { // not yet
        items.later(item.orderId(), BUSY_MILLIS, summary(cause));
      } else if (cause instanceof EvolinkException e && e.charge() == Charge.UNKNOWN) {
        return; // the journal says so, and a callback or somebody decides
      } else if (cause instanceof EvolinkException e && e.isRetryable()) {
        items.later(item.orderId(), REFUSED_MILLIS, summary(cause));
      } else {
        items.refuse(item.orderId(), summary(cause));
      }
    } catch (RuntimeException e) {
      Heartbeat.LOG.warn("What became of {} could not be written.", item.orderId(), e);
    } finally {
      active.remove(item.orderId());
      wake.run();
    }
  }

  private void notGranted(Items.Ready item, Active mine, NotGrantedException denied) {
    switch (denied.reason()) {
      case BUDGET -> budgetReached.accept(item.bulk());
      case PRICE -> {
        if (mine.priced) { // else the limit is newer than the submit, which is made again
          items.refuse(item.orderId(), String.valueOf(denied.getMessage()));
        }
      }
      case NOT_READY, RATE -> {
        // It is looked for again.
      }
    }
  }

  // ---- waiting

  private void follow(String orderId, Active mine, TaskFuture wait) {
    var unused =
        wait.whenComplete(
            (made, failure) -> {
              if (made != null) {
                mine.storing = true;
                later(() -> store(orderId, made));
              } else if (mine.accepted) {
                later(() -> failed(orderId, unwrapped(failure)));
              }
            });
  }

  /** Looks after what other workers have begun, or have found out. */
  void sweep(Set<Integer> mine) {
    active.values().stream()
        .filter(order -> order.isWaiting() && !mine.contains(order.shard))
        .toList()
        .forEach(Active::leave); // whoever has the shard now waits for it
    long now = System.nanoTime();
    resting.values().removeIf(since -> now - since > REST_NANOS);
    for (Items.Open open : items.open(mine)) {
      if (resting.containsKey(open.orderId())) {
        continue;
      }
      Active order = new Active(open.shard());
      order.accepted = true;
      order.hasAsked = open.ended();
      Active before = active.putIfAbsent(open.orderId(), order);
      if (before != null && open.ended()) {
        before.foundEnd();
      } else if (before == null) {
        TaskFuture wait = evolink.tasks().follow(TaskHandle.fromToken(open.token()));
        order.wait = wait;
        follow(open.orderId(), order, wait);
      }
    }
    for (Map.Entry<String, String> hint : items.hinted(mine)) {
      confirm(hint.getKey(), hint.getValue());
    }
  }

  private void confirm(String orderId, String taskId) {
    if (!confirming.add(orderId + "\n" + taskId)) {
      return; // it is asked about, or the service has said no
    }
    later(
        () ->
            evolink
                .purchase(orderId)
                .ifPresent(
                    purchase -> {
                      var unused =
                          purchase
                              .accept(taskId)
                              .whenComplete(
                                  (task, failure) -> {
                                    if (!(unwrapped(failure) instanceof IllegalArgumentException)) {
                                      confirming.remove(orderId + "\n" + taskId);
                                    }
                                  });
                    }));
  }

  private boolean mayBeBoughtAgain(String orderId, Throwable cause) {
    if (cause instanceof TaskFailedException e
        && e.isRetryable()
        && e.snapshot().billing().filter(Billing::isRefunded).isPresent()) {
      BulkOrder order = store.view().find(evolink, orderId);
      return order != null && order.attempt() < maxAttempts;
    }
    return false;
  }

  private void failed(String orderId, Throwable cause) {
    try {
      if (cause instanceof TaskFailedException || cause instanceof TaskCancelledException) {
        items.failed(orderId, mayBeBoughtAgain(orderId, cause), retryDelayMillis);
      } else if (!(cause instanceof ClientClosedException
          || cause instanceof CancellationException)) {
        resting.put(orderId, System.nanoTime()); // the sweep goes on with it
        Heartbeat.LOG.info("The wait for {} has ended: {}", orderId, cause.getMessage());
      }
    } catch (RuntimeException e) {
      Heartbeat.LOG.warn("What became of {} could not be written.", orderId, e);
    } finally {
      active.remove(orderId);
      wake.run();
    }
  }

  // ---- storing

  private void store(String orderId, Generation made) {
    try {
      BulkOrder order = store.view().find(evolink, orderId);
      if (order != null) {
        String location = sink.store(order, made);
        made.markSaved();
        items.stored(orderId, location);
      }
    } catch (Exception e) {
      Heartbeat.LOG.warn("The results of {} could not be stored; that is tried again.", orderId, e);
      problem(orderId, e);
    } finally {
      active.remove(orderId);
      wake.run();
    }
  }

  private void problem(String orderId, Exception e) {
    try {
      resting.put(orderId, System.nanoTime());
      items.later(orderId, 0, summary(e));
    } catch (RuntimeException again) {
      e.addSuppressed(again);
    }
  }

  // ---- common

  private void later(Runnable action) {
    try {
      savers.execute(action);
    } catch (RejectedExecutionException e) {
      // This worker is closed; another one does it.
    }
  }

  private static Throwable unwrapped(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? new IllegalStateException("nothing") : cause;
  }

  private static String summary(Throwable failure) {
    String text =
        failure instanceof EvolinkException e ? e.summary() : String.valueOf(failure.getMessage());
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 300 ? line.substring(0, 300) : line;
  }

  @Override
  public void close() {
    savers.shutdown();
    active.values().stream().filter(Active::isWaiting).toList().forEach(Active::leave);
  }
}
