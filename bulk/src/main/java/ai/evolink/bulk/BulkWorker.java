package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Buys the items of all {@linkplain Bulk bulks} of a store, together with the other workers of that
 * store, in this process and others. Any of them may end at any moment: what it was about to do,
 * others do. Thread-safe.
 */
public final class BulkWorker implements AutoCloseable {
  private final EvolinkClient evolink;
  private final JdbcTaskStore store;
  private final @Nullable BigDecimal spendLimit;
  private final Shards shards;
  private final Pump pump;
  private final PollShare polls;

  private BulkWorker(Builder builder, ResultSink sink) {
    this.evolink = builder.evolink;
    this.store = builder.store;
    this.spendLimit = builder.spendLimit;
    if (builder.submitsPerSecond != null) {
      store.bulkRows().submitsPerSecond(builder.submitsPerSecond);
    }
    if (builder.pollsPerSecond != null) {
      store.bulkRows().pollsPerSecond(builder.pollsPerSecond);
    }
    store.countAsWorker(true);
    this.shards = new Shards(store, Heartbeat.processName() + "-" + UUID.randomUUID());
    this.pump =
        new Pump(
            evolink,
            store,
            shards,
            sink,
            builder.concurrency,
            builder.maxAttempts,
            builder.retryDelay.toMillis());
    this.polls = new PollShare(evolink, store.bulkRows(), store.lease());
    shards.start();
    pump.start();
  }

  /**
   * {@return a builder for a worker}
   *
   * @param evolink the client that submits; its {@link EvolinkClient.Builder#journal journal} must
   *     be {@code store}, and it must have no spend limit
   */
  public static Builder builder(EvolinkClient evolink, JdbcTaskStore store) {
    return new Builder(
        Objects.requireNonNull(evolink, "evolink"), Objects.requireNonNull(store, "store"));
  }

  /**
   * {@return the bulk of that name, which is created if necessary} It gets the {@link
   * Builder#spendLimit} of this worker, if that has one.
   *
   * @throws IllegalArgumentException if the name is blank, contains a slash or control characters,
   *     or has more than 60 characters
   */
  public Bulk bulk(String name) {
    Bulk.requireName(name);
    store.bulkRows().createBulk(name);
    if (spendLimit != null) {
      store.bulkRows().spendLimit(name, spendLimit);
    }
    return new Bulk(store, evolink, name, pump::wake);
  }

  /**
   * Takes on nothing more, and leaves waits and shards to the other workers. Submits under way go
   * on as long as the client is open.
   */
  @Override
  public void close() {
    pump.close();
    polls.close();
    shards.close();
    store.countAsWorker(false);
  }

  @Override
  public String toString() {
    return "BulkWorker[" + store + "]";
  }

  /** Collects the settings of a {@link BulkWorker}. Not thread-safe. */
  public static final class Builder {
    private final EvolinkClient evolink;
    private final JdbcTaskStore store;
    private @Nullable Double submitsPerSecond;
    private @Nullable Double pollsPerSecond;
    private @Nullable BigDecimal spendLimit;
    private @Nullable ResultSink sink;
    private int concurrency = 32;
    private int maxAttempts = 2;
    private Duration retryDelay = Duration.ofSeconds(30);

    private Builder(EvolinkClient evolink, JdbcTaskStore store) {
      this.evolink = evolink;
      this.store = store;
    }

    /**
     * Lets all workers of the store together submit so many items a second, from now on. It is a
     * value of the store: workers that do not set it keep to it, too. Default: what the store has;
     * a new one has no limit.
     *
     * @throws IllegalArgumentException unless it is a positive number
     */
    public Builder submitsPerSecond(double rate) {
      if (!(rate > 0 && rate < 1e6)) {
        throw new IllegalArgumentException("submitsPerSecond must be positive, but was " + rate);
      }
      this.submitsPerSecond = rate;
      return this;
    }

    /**
     * Lets the clients of all workers of the store together make so many polls a second, from now
     * on: each worker takes an equal part, and another one when workers come or go, within a lease.
     * It is a value of the store, as {@link #submitsPerSecond} is. Default: what the store has; in
     * a new one each client keeps its {@link EvolinkClient.Builder#pollBudget}.
     *
     * @throws IllegalArgumentException unless it is a positive number
     */
    public Builder pollsPerSecond(double rate) {
      if (!(rate > 0 && rate < 1e6)) {
        throw new IllegalArgumentException("pollsPerSecond must be positive, but was " + rate);
      }
      this.pollsPerSecond = rate;
      return this;
    }

    /**
     * Gives each bulk that this worker {@linkplain BulkWorker#bulk opens} that limit, in credits.
     * Default: what the bulk has; a new one has no limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder spendLimit(BigDecimal credits) {
      if (Objects.requireNonNull(credits, "credits").signum() < 0) {
        throw new IllegalArgumentException("spendLimit must not be negative, but was " + credits);
      }
      this.spendLimit = credits;
      return this;
    }

    /** Saves results into that folder, see {@link ResultSink#folder}. */
    public Builder saveInto(Path folder) {
      return resultSink(ResultSink.folder(folder));
    }

    /** Hands results to {@code sink}. There is no default. */
    public Builder resultSink(ResultSink sink) {
      this.sink = Objects.requireNonNull(sink, "sink");
      return this;
    }

    /**
     * Lets this worker have so many submits under way. Default: 32.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder concurrency(int max) {
      if (max < 1) {
        throw new IllegalArgumentException("concurrency must be at least 1, but was " + max);
      }
      this.concurrency = max;
      return this;
    }

    /**
     * Buys an item up to so often if its task fails, the service says that it was refunded, and the
     * failure is one that may pass. Default: 2.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxAttempts(int max) {
      if (max < 1) {
        throw new IllegalArgumentException("maxAttempts must be at least 1, but was " + max);
      }
      this.maxAttempts = max;
      return this;
    }

    /**
     * Sets after what time an item is bought again whose task has failed. Default: 30 seconds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder retryDelay(Duration delay) {
      if (Objects.requireNonNull(delay, "retryDelay").isNegative()) {
        throw new IllegalArgumentException(
            "retryDelay must not be negative, but was " + delay.toMillis() + " ms");
      }
      this.retryDelay = delay;
      return this;
    }

    /**
     * {@return a worker that is at work}
     *
     * @throws IllegalStateException if no sink was set, or the client has another journal or a
     *     limit of its own
     */
    public BulkWorker start() {
      if (sink == null) {
        throw new IllegalStateException("Say where results go: call saveInto or resultSink");
      }
      store.requireJournalOf(evolink);
      if (evolink.spendLimit().isPresent()) {
        throw new IllegalStateException(
            "The client must have no spendLimit: that of a bulk holds for all workers");
      }
      return new BulkWorker(this, sink);
    }
  }
}
