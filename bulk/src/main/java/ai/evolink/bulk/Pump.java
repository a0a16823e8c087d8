package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The thread of a worker that looks for something to do: items to submit, tasks to wait for, hints
 * to confirm.
 */
final class Pump implements AutoCloseable {
  private static final long IDLE_MILLIS = 250;
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final JdbcTaskStore store;
  private final Items items;
  private final Shards shards;
  private final Orders orders;
  private final int concurrency;
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "evolink-bulk");

  /** Bulks whose budget has just refused something, and until when they are left alone. */
  private final Map<String, Long> resting = new ConcurrentHashMap<>();

  private volatile boolean closed;
  private long swept = System.nanoTime() - SWEEP_NANOS;

  Pump(
      EvolinkClient evolink,
      JdbcTaskStore store,
      Shards shards,
      ResultSink sink,
      int concurrency,
      int maxAttempts,
      long retryDelayMillis) {
    this.store = store;
    this.items = store.items();
    this.shards = shards;
    this.concurrency = concurrency;
    this.orders =
        new Orders(evolink, store, sink, maxAttempts, retryDelayMillis, this::wake, this::rest);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  private void rest(String bulk) {
    resting.put(bulk, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
  }

  private void run() {
    while (!closed) {
      boolean more = false;
      try {
        Set<Integer> mine = shards.mine();
        if (System.nanoTime() - swept > SWEEP_NANOS) {
          swept = System.nanoTime();
          orders.sweep(mine);
        }
        more = submit(mine);
      } catch (RuntimeException e) {
        Heartbeat.LOG.warn("The database could not be asked for work.", e);
      }
      pause(more ? 10 : IDLE_MILLIS);
    }
  }

  private void pause(long millis) {
    try {
      if (signal.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        signal.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** {@return whether there may be more to submit at once} */
  private boolean submit(Set<Integer> mine) {
    int free = concurrency - orders.submitting();
    if (free <= 0 || store.waitingForPermits() > Math.max(2, concurrency / 4)) {
      return false;
    }
    List<Items.Ready> ready = ready(mine, free);
    int begun = 0;
    for (Items.Ready item : ready) {
      if (begun == free || closed) {
        break;
      }
      if (orders.submit(item)) {
        begun++;
      }
    }
    return begun > 0;
  }

  /**
   * What is ready in the shards of this worker. If that is nothing, in any: the shard of a worker
   * that is gone needs not wait for its next one, since two that submit the same buy it once.
   */
  private List<Items.Ready> ready(Set<Integer> mine, int free) {
    List<String> running = running();
    if (running.isEmpty()) {
      return List.of();
    }
    long now = store.bulkRows().now();
    int enough = free + orders.submitting();
    List<Items.Ready> all = new ArrayList<>();
    for (String bulk : running) {
      all.addAll(items.ready(bulk, mine, now, enough));
    }
    if (all.stream().allMatch(item -> orders.isActive(item.orderId()))) {
      for (String bulk : running) {
        all.addAll(items.ready(bulk, null, now, enough));
      }
    }
    all.sort(
        Comparator.comparingInt(Items.Ready::priority)
            .reversed()
            .thenComparingLong(Items.Ready::seq));
    return all;
  }

  private List<String> running() {
    long now = System.nanoTime();
    resting.values().removeIf(until -> until - now <= 0);
    return store.bulkRows().running().stream().filter(bulk -> !resting.containsKey(bulk)).toList();
  }

  @Override
  public void close() {
    closed = true;
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    orders.close();
  }
}
