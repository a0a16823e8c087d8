package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items to buy, under a name, with a limit of their own. A bulk lives in the {@link JdbcTaskStore}
 * and is the same for all workers. Thread-safe; all methods ask the database, and throw {@link
 * ai.evolink.JournalException} if they cannot.
 */
public final class Bulk {
  private static final int LONGEST_NAME = 60;
  private static final int BATCH = 500;
  private static final int MANY = 1_000;

  private final JdbcTaskStore store;
  private final @Nullable EvolinkClient evolink;
  private final String name;
  private final Runnable onAdded;

  Bulk(JdbcTaskStore store, @Nullable EvolinkClient evolink, String name, Runnable onAdded) {
    this.store = store;
    this.evolink = evolink;
    this.name = name;
    this.onAdded = onAdded;
  }

  /**
   * {@return the bulk of that name, which is created if necessary, for a process that fills it,
   * looks at it or decides, and leaves the work to others}
   *
   * @param evolink a client whose {@link EvolinkClient.Builder#journal journal} is {@code store}
   * @throws IllegalArgumentException as {@link BulkWorker#bulk} does
   * @throws IllegalStateException if the client has another journal
   */
  public static Bulk open(EvolinkClient evolink, JdbcTaskStore store, String name) {
    requireName(name);
    store.requireJournalOf(evolink);
    store.bulkRows().createBulk(name);
    return new Bulk(store, evolink, name, () -> {});
  }

  static void requireName(String name) {
    Names.require("the name of a bulk", name, LONGEST_NAME);
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "the name of a bulk must have no slash, but was \"" + name + "\"");
    }
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  // ---- filling

  /**
   * Adds an item, unless there is one with its key.
   *
   * @return whether it was added
   * @throws IllegalArgumentException as {@link #addAll} does
   */
  public boolean add(BulkItem item) {
    return addAll(Stream.of(item)) == 1;
  }

  /**
   * Adds items, 500 in a transaction, and reads the stream no further ahead. Those whose keys are
   * there already are left out, so that a program that was killed can simply begin again.
   *
   * @return how many were added
   * @throws IllegalArgumentException if one with the same key has another request, or a request
   *     cannot be written as JSON; those before it are added
   */
  public long addAll(Stream<BulkItem> all) {
    long added = 0;
    List<BulkItem> batch = new ArrayList<>(BATCH);
    try (all) {
      for (Iterator<BulkItem> each = all.iterator(); each.hasNext(); ) {
        batch.add(Objects.requireNonNull(each.next(), "item"));
        if (batch.size() == BATCH) {
          added += store.items().add(name, batch);
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      added += store.items().add(name, batch);
    }
    if (added > MANY) {
      store.items().loaded();
    }
    onAdded.run();
    return added;
  }

  // ---- steering

  /**
   * Lets the items of this bulk cost {@code credits} in all, by the price list; what was spent
   * counts. Null for no limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void spendLimit(@Nullable BigDecimal credits) {
    if (credits != null && credits.signum() < 0) {
      throw new IllegalArgumentException("spendLimit must not be negative, but was " + credits);
    }
    store.bulkRows().spendLimit(name, credits);
    onAdded.run();
  }

  /** Buys nothing more until {@link #resume()}; what was bought goes on. */
  public void pause() {
    store.bulkRows().state(name, "PAUSED");
  }

  /** Ends a pause. */
  public void resume() {
    store.bulkRows().state(name, "RUNNING");
    onAdded.run();
  }

  /**
   * Cancels the items that were not bought yet, and withdraws decisions to buy again. Those under
   * way go on.
   *
   * @return how many were cancelled
   */
  public int cancel() {
    return store.bulkRows().cancel(name);
  }

  // ---- looking

  /**
   * {@return how far the bulk has come} Counts all its items, which takes seconds for a million.
   */
  public BulkProgress progress() {
    return store.bulkRows().progress(name);
  }

  /** {@return the item with that key; empty if there is none} */
  public Optional<BulkOrder> find(String key) {
    return Optional.ofNullable(store.view().find(evolink, Items.orderId(name, key)));
  }

  /** {@return the items in that state, in the order in which they were added} */
  public List<BulkOrder> all(BulkState state) {
    if (state == BulkState.UNCERTAIN || state == BulkState.INTENT) {
      store.reap(); // a lease may have lapsed since the last heartbeat
    }
    List<BulkOrder> all = new ArrayList<>();
    long after = -1;
    while (true) {
      List<BulkOrder> page = store.view().page(evolink, name, state, after, BATCH);
      all.addAll(page);
      if (page.size() < BATCH) {
        return all;
      }
      after = page.get(page.size() - 1).seq();
    }
  }

  /** {@return the items of which nobody knows whether they were bought} Somebody has to decide. */
  public List<BulkOrder> uncertain() {
    return all(BulkState.UNCERTAIN);
  }

  /**
   * Waits until nothing happens any more without a decision: each item is in a {@linkplain
   * BulkState#isFinal() final} state, or held back by the limit or a pause.
   *
   * @return what has become of the items
   * @throws InterruptedException if the thread is interrupted; the bulk goes on
   */
  public BulkProgress join() throws InterruptedException {
    return join(Duration.ofDays(3650));
  }

  /** Waits as {@link #join()} does, but for {@code atMost} only. */
  public BulkProgress join(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long pause = 50;
    while (!store.bulkRows().isIdle(name)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(pause, left));
      pause = Math.min(1_000, pause * 2);
    }
    return progress();
  }

  @Override
  public String toString() {
    return "Bulk[" + name + "]";
  }
}
