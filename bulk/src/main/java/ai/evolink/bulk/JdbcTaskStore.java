package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TaskJournal} in a database, which many processes may share: PostgreSQL for several
 * machines, SQLite for one. It is also where the items of {@link Bulk bulks} live. Thread-safe.
 *
 * <pre>{@code
 * EvolinkClient evolink =
 *     EvolinkClient.builderFromEnv().journal(JdbcTaskStore.of(dataSource)).build();
 * }</pre>
 *
 * <p>The store works on connections of its own, of which it holds two for up to 30 seconds at a
 * time. It never takes part in a transaction of the caller's: that one's rollback would make it
 * forget a submit that has been sent. It sets what each database needs in order not to lose
 * commits, and refuses one that it does not know.
 *
 * <p>A process owns its intents by a lease, which it renews. Once that has lapsed by the clock of
 * the database, others see the intents as {@linkplain JournalState#UNCERTAIN uncertain}, and the
 * process, should it only have stood still, sends them no more. What cannot be covered is a process
 * that stands still between this check and its first byte; therefore such an attempt can be retried
 * only after a further time, see {@link Builder#retryAfter}.
 */
public final class JdbcTaskStore implements TaskJournal {
  private final Database database;
  private final Schema schema;
  private final Duration lease;
  private final Owner owner;
  private final Changes changes;
  private final Lifecycle lifecycle;
  private final Bulks bulks;
  private final Items items;
  private final ItemView view;

  /** When tables are created that are not there. */
  public enum Initialize {
    /** In every database. */
    ALWAYS,
    /** In SQLite only. */
    EMBEDDED,
    /** Never: run {@code ai/evolink/bulk/postgresql.sql} or {@code sqlite.sql} of the jar. */
    NEVER
  }

  private JdbcTaskStore(Builder builder) {
    this.database = new Database(builder.source, builder.prefix);
    this.schema = new Schema(database, builder.initialize);
    this.lease = builder.lease;
    this.owner = new Owner(Heartbeat.processName(), lease);
    this.changes = new Changes(database, owner);
    this.lifecycle = new Lifecycle(database, schema, lease, builder.retryAfter, owner, changes);
    this.bulks = new Bulks(database);
    this.items = new Items(database, changes.commits());
    this.view = new ItemView(this);
  }

  /** {@return a store in that database, with all defaults} */
  public static JdbcTaskStore of(DataSource source) {
    return builder(source).build();
  }

  /** {@return a builder for a store in that database} */
  public static Builder builder(DataSource source) {
    return new Builder(Objects.requireNonNull(source, "source"));
  }

  // ---- opening and closing

  /**
   * Opens the store for a client: creates its tables if necessary, and begins to renew the lease.
   *
   * @throws JournalException if the database is not one that can be used, its tables are missing or
   *     those of a later version, or they belong to another base URL
   */
  @Override
  public void open(URI base) {
    lifecycle.open(base);
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private void requireOpen() {
    if (!lifecycle.isOpen()) {
      throw new JournalException("The journal is closed.", null, "Open a client with it.");
    }
  }

  // ---- what is asked

  @Override
  public Optional<JournalEntry> find(String id) {
    return database.find(sql -> Journal.latest(sql, id)).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> find(JournalEntry.Key key) {
    return database.find(sql -> Journal.get(sql, key)).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> byCallback(String token) {
    return database.find(sql -> Journal.byCallback(sql, token)).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> byTask(String taskId) {
    Arrears.Bought owed = changes.owed(taskId);
    return owed == null
        ? database.find(sql -> Journal.byTask(sql, taskId)).map(Columns.Row::entry)
        : find(owed.key()).map(owed::appliedTo);
  }

  @Override
  public BigDecimal carried(String ledger) {
    return database.read(sql -> Journal.carried(sql, ledger));
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    each("1 = 1", action);
  }

  @Override
  public void forEach(Set<JournalState> states, Consumer<? super JournalEntry> action) {
    String names =
        states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
    if (!states.isEmpty()) {
      each("state IN (" + names + ")", action);
    }
  }

  private void each(String where, Consumer<? super JournalEntry> action) {
    if (lifecycle.isOpen()) {
      lifecycle.reap(); // a lease may have lapsed since the last heartbeat
    }
    Journal.pages(database, where, row -> action.accept(row.entry()));
  }

  // ---- what changes

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    Journal.requireIntent(intent);
    requireOpen();
    return changes.intend(intent);
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    Journal.requireIntent(next);
    if (!next.key().equals(key.next())) {
      throw new IllegalArgumentException("next must be " + key.next() + ", but was " + next.key());
    }
    requireOpen();
    return changes.retry(key, next);
  }

  @Override
  public boolean mayStillSend(JournalEntry.Key key) {
    return changes.mayStillSend(key);
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    requireOpen();
    changes.accepted(key, task, reserved);
  }

  @Override
  public void refused(JournalEntry.Key key) {
    requireOpen();
    changes.refused(key);
  }

  @Override
  public void uncertain(JournalEntry.Key key, String detail) {
    requireOpen();
    changes.uncertain(key, detail);
  }

  @Override
  public void hinted(JournalEntry.Key key, String taskId) {
    requireOpen();
    boolean unused = changes.change(key, entry -> entry.toBuilder().hint(taskId).build());
  }

  @Override
  public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    requireOpen();
    changes.ended(taskId, state, used);
  }

  @Override
  public void saved(String taskId) {
    requireOpen();
    changes.saved(taskId);
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    requireOpen();
    changes.giveUp(key);
  }

  /**
   * Forgets entries that need nothing any more, and the items that they belong to. What the items
   * of a bulk have cost still counts for its limit.
   */
  @Override
  public int purge(Instant before) {
    requireOpen();
    return Purge.before(before, database, changes.commits());
  }

  // ---- for bulks

  /**
   * {@return the base URL to which the tables belong; empty if no client has opened the store yet}
   * Asks the database, and creates nothing.
   *
   * @throws JournalException if there are no tables, or the database cannot be used
   */
  public Optional<URI> service() {
    return schema.service();
  }

  /**
   * {@return the bulks of the store, by name} They can be looked at and decided about without a
   * client, but {@link BulkOrder#accept} needs one: see {@link Bulk#open}.
   *
   * @throws JournalException if the store is not open, or the database cannot be asked
   */
  public List<Bulk> bulks() {
    requireOpen();
    return bulks.names().stream().map(name -> new Bulk(this, null, name, () -> {})).toList();
  }

  void requireJournalOf(EvolinkClient evolink) {
    if (evolink.journal().orElse(null) != this) {
      throw new IllegalStateException(
          "The client must have the store as its journal: call journal(store) on its builder");
    }
  }

  Bulks bulkRows() {
    return bulks;
  }

  Items items() {
    return items;
  }

  ItemView view() {
    return view;
  }

  Database database() {
    return database;
  }

  void reap() {
    lifecycle.reap();
  }

  Duration lease() {
    return lease;
  }

  /** Makes this process count as a worker, among which shards are shared out. */
  void countAsWorker(boolean worker) {
    owner.countAsWorker(worker);
    changes.commits().renew(tx -> true);
  }

  /** {@return how many submits wait for a permit} */
  int waitingForPermits() {
    return changes.intents().waiting();
  }

  @Override
  public String toString() {
    return "JdbcTaskStore[" + database.prefix() + "task]";
  }

  /** Collects the settings of a {@link JdbcTaskStore}. Not thread-safe. */
  public static final class Builder {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    private final DataSource source;
    private String prefix = "evolink_";
    private Initialize initialize = Initialize.ALWAYS;
    private Duration lease = Duration.ofSeconds(30);
    private Duration retryAfter = Duration.ofMinutes(2);

    private Builder(DataSource source) {
      this.source = source;
    }

    /**
     * Begins the names of all tables, indexes and views. Default: {@code evolink_}.
     *
     * @throws IllegalArgumentException unless it consists of small letters, digits and underscores,
     *     begins with a letter and has at most 30 characters
     */
    public Builder tablePrefix(String prefix) {
      if (!PREFIX.matcher(Objects.requireNonNull(prefix, "prefix")).matches()) {
        throw new IllegalArgumentException(
            "tablePrefix must match " + PREFIX + ", but was \"" + prefix + "\"");
      }
      this.prefix = prefix;
      return this;
    }

    /** Says when to create tables. Default: {@link Initialize#ALWAYS}. */
    public Builder initialize(Initialize initialize) {
      this.initialize = Objects.requireNonNull(initialize, "initialize");
      return this;
    }

    /**
     * Sets how long the intents of a process are its own after it was last heard of; it is heard of
     * three times as often. All processes of a store should have the same. Default: 30 seconds.
     *
     * @throws IllegalArgumentException if it is shorter than a second
     */
    public Builder lease(Duration lease) {
      if (Objects.requireNonNull(lease, "lease").compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "lease must be at least 1 s, but was " + lease.toMillis() + " ms");
      }
      this.lease = lease;
      return this;
    }

    /**
     * Refuses to retry an uncertain attempt of a process that is gone until this time after the end
     * of its lease, since what it had sent may still arrive. Not shorter than the clients' {@code
     * submitTimeout}. Default: 2 minutes.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder retryAfter(Duration time) {
      if (Objects.requireNonNull(time, "retryAfter").isNegative()) {
        throw new IllegalArgumentException(
            "retryAfter must not be negative, but was " + time.toMillis() + " ms");
      }
      this.retryAfter = time;
      return this;
    }

    /** {@return the store; the database is not asked before it is opened} */
    public JdbcTaskStore build() {
      return new JdbcTaskStore(this);
    }
  }
}
