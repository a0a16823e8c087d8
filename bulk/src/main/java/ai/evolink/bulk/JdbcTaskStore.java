package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
  private static final int PAGE = 500;

  private final Database database;
  private final Initialize initialize;
  private final Duration lease;
  private final long graceMillis;
  private final Owner owner;
  private final GroupCommit commits;
  private final Intents intents;
  private final Items items;

  /** The leases under which this process has written intents whose outcome is not known. */
  private final Map<JournalEntry.Key, String> sending = new ConcurrentHashMap<>();

  /** Intents whose commit has failed, and which may be there nevertheless. */
  private final Queue<JournalEntry.Key> withdrawn = new ConcurrentLinkedQueue<>();

  /** What was bought and could not be written; nothing more is bought before it is. */
  private final Queue<Bought> owed = new ConcurrentLinkedQueue<>();

  /** What the transaction under way has written of these two; only who leads a group uses it. */
  private List<Bought> owedNow = List.of();

  private List<JournalEntry.Key> withdrawnNow = List.of();

  private record Bought(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {}

  /** Held while the store is opened or closed. */
  private final Object lifecycle = new Object();

  private volatile boolean open;
  private @Nullable Heartbeat heartbeat;
  private @Nullable URI service;
  private int uses;

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
    this.initialize = builder.initialize;
    this.lease = builder.lease;
    this.graceMillis = builder.retryAfter.toMillis();
    this.owner = new Owner(Heartbeat.processName(), lease);
    this.commits = new GroupCommit(database, owner, this::catchUp, this::caughtUp);
    this.intents = new Intents(commits);
    this.items = new Items(database, commits);
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
    synchronized (lifecycle) {
      if (uses == 0) {
        start(base);
      } else if (!base.equals(service)) {
        throw another(String.valueOf(service), base);
      }
      uses++;
    }
  }

  private void start(URI base) {
    new Schema(database, initialize).require();
    String known =
        database.write(
            sql -> {
              sql.update(
                  "INSERT INTO #meta (name, value) VALUES ('service', ?)"
                      + " ON CONFLICT (name) DO NOTHING",
                  base.toString());
              return Objects.requireNonNull(
                  sql.first(
                      row -> row.getString(1), "SELECT value FROM #meta WHERE name = 'service'"));
            });
    if (!known.equals(base.toString())) {
      database.close();
      throw another(known, base);
    }
    commits.renew(this::tidy);
    open = true;
    service = base;
    heartbeat = Heartbeat.start(lease.dividedBy(3), () -> commits.renew(this::reap));
  }

  private static JournalException another(String known, URI base) {
    return new JournalException(
        "The database of the journal belongs to " + known + ", not to " + base + ".",
        null,
        "Use one table prefix for each base URL.");
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      if (uses == 0 || --uses > 0) {
        return;
      }
      open = false;
      if (heartbeat != null) {
        heartbeat.close();
      }
      try {
        commits.run(
            tx -> {
              owner.release(tx.sql(), tx.nowMillis());
              return true;
            });
      } catch (JournalException e) {
        Heartbeat.LOG.warn("The lease of this process could not be ended; it ends by itself.", e);
      } finally {
        owner.forget();
        sending.clear();
        database.close();
      }
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new JournalException("The journal is closed.", null, "Open a client with it.");
    }
  }

  private boolean reap(Tx tx) throws SQLException {
    Owner.reap(tx.sql(), tx.nowMillis(), graceMillis);
    return catchUp(tx);
  }

  /** Drops what nobody has asked for in 30 days, as every journal does. */
  private boolean tidy(Tx tx) throws SQLException {
    Owner.reap(tx.sql(), tx.nowMillis(), graceMillis);
    long oldest = Columns.nanos(Instant.ofEpochMilli(tx.nowMillis()).minus(Duration.ofDays(30)));
    for (Columns.Row row :
        Journal.page(tx.sql(), -1, "ordered = 0 AND intended_ns < " + oldest, 100_000)) {
      Journal.settle(tx, row, row.entry());
    }
    return true;
  }

  /** What earlier transactions have failed to write comes first in the next one. */
  private boolean catchUp(Tx tx) throws SQLException {
    if (owed.isEmpty() && withdrawn.isEmpty()) {
      return true;
    }
    owedNow = List.copyOf(owed);
    withdrawnNow = List.copyOf(withdrawn);
    for (Bought bought : owedNow) {
      Journal.change(
          tx, bought.key(), entry -> Journal.accepted(entry, bought.task(), bought.reserved()));
    }
    for (JournalEntry.Key key : withdrawnNow) {
      Columns.Row row = Journal.get(tx.sql(), key, tx.forUpdate());
      if (row != null && row.entry().state() == JournalState.INTENT && !sending.containsKey(key)) {
        Refusals.withdraw(tx, row);
      }
    }
    return true;
  }

  private void caughtUp() {
    owed.removeAll(owedNow);
    withdrawn.removeAll(withdrawnNow);
    owedNow = List.of();
    withdrawnNow = List.of();
  }

  // ---- what is asked

  @Override
  public Optional<JournalEntry> find(String id) {
    return database.find(sql -> Journal.latest(sql, id)).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> find(JournalEntry.Key key) {
    return database.find(sql -> Journal.get(sql, key, "")).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> byCallback(String token) {
    return database.find(sql -> Journal.byCallback(sql, token)).map(Columns.Row::entry);
  }

  @Override
  public Optional<JournalEntry> byTask(String taskId) {
    return database.find(sql -> Journal.byTask(sql, taskId)).map(Columns.Row::entry);
  }

  @Override
  public BigDecimal carried(String ledger) {
    return database.read(sql -> Journal.carried(sql, ledger));
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    pages("1 = 1", row -> action.accept(row.entry()));
  }

  @Override
  public void forEach(Set<JournalState> states, Consumer<? super JournalEntry> action) {
    String names =
        states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
    if (!states.isEmpty()) {
      pages("state IN (" + names + ")", row -> action.accept(row.entry()));
    }
  }

  private void pages(String where, Consumer<Columns.Row> action) {
    long after = -1;
    while (true) {
      long from = after;
      List<Columns.Row> page = database.read(sql -> Journal.page(sql, from, where, PAGE));
      page.forEach(action);
      if (page.size() < PAGE) {
        return;
      }
      after = page.get(page.size() - 1).seq();
    }
  }

  // ---- what changes

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    Journal.requireIntent(intent);
    return sent(intent.key(), () -> intents.intend(intent));
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    Journal.requireIntent(next);
    if (!next.key().equals(key.next())) {
      throw new IllegalArgumentException("next must be " + key.next() + ", but was " + next.key());
    }
    return sent(next.key(), () -> intents.retry(key, next));
  }

  private interface Wish {
    Intents.Answer ask();
  }

  private Optional<JournalEntry> sent(JournalEntry.Key key, Wish wish) {
    requireOpen();
    Intents.Answer answer;
    try {
      answer = wish.ask();
    } catch (JournalException e) {
      if (e.getCause() instanceof SQLException) {
        withdrawn.add(key); // the commit may have happened
      }
      throw e;
    }
    if (answer.owner() != null) {
      sending.put(key, answer.owner());
    }
    return Optional.ofNullable(answer.there());
  }

  @Override
  public boolean mayStillSend(JournalEntry.Key key) {
    String under = sending.get(key);
    return under != null && under.equals(owner.current());
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    requireOpen();
    sending.remove(key);
    boolean known;
    try {
      known = change(key, entry -> Journal.accepted(entry, task, reserved));
    } catch (JournalException e) {
      owed.add(new Bought(key, task, reserved));
      throw e;
    }
    if (!known) {
      throw Journal.unknown(key);
    }
  }

  @Override
  public void refused(JournalEntry.Key key) {
    requireOpen();
    sending.remove(key);
    commits.run(
        tx -> {
          Columns.Row row = Journal.get(tx.sql(), key, tx.forUpdate());
          if (row != null && Refusals.mayBeRefused(row.entry())) {
            Refusals.withdraw(tx, row);
          }
          return true;
        });
  }

  @Override
  public void uncertain(JournalEntry.Key key, String detail) {
    sending.remove(key);
    change(
        key,
        entry ->
            entry.state() == JournalState.INTENT
                ? entry.toBuilder().state(JournalState.UNCERTAIN).detail(detail).build()
                : entry);
  }

  @Override
  public void hinted(JournalEntry.Key key, String taskId) {
    change(key, entry -> entry.toBuilder().hint(taskId).build());
  }

  @Override
  public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    changeTask(
        taskId,
        entry ->
            entry.state() == JournalState.ACCEPTED && Journal.isTaskOf(entry, taskId)
                ? entry.toBuilder().state(state).creditsUsed(used).build()
                : entry);
  }

  @Override
  public void saved(String taskId) {
    changeTask(
        taskId,
        entry -> Journal.isTaskOf(entry, taskId) ? entry.toBuilder().saved(true).build() : entry);
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    change(
        key,
        entry ->
            entry.state() == JournalState.UNCERTAIN
                ? entry.toBuilder().state(JournalState.GIVEN_UP).build()
                : entry);
  }

  private boolean change(JournalEntry.Key key, UnaryOperator<JournalEntry> change) {
    requireOpen();
    return commits.run(tx -> Journal.change(tx, key, change));
  }

  private void changeTask(String taskId, UnaryOperator<JournalEntry> change) {
    requireOpen();
    commits.run(
        tx -> {
          Columns.Row row = Journal.byTask(tx.sql(), taskId);
          return row != null && Journal.change(tx, row.entry().key(), change);
        });
  }

  /**
   * Forgets entries that need nothing any more, and the items that they belong to. What the items
   * of a bulk have cost still counts for its limit.
   */
  @Override
  public int purge(Instant before) {
    requireOpen();
    String where =
        "intended_ns < "
            + Columns.nanos(before)
            + " AND (state IN ('FAILED', 'CANCELLED', 'RETRIED', 'GIVEN_UP')"
            + " OR state = 'COMPLETED' AND saved = 1)";
    Set<JournalEntry.Key> gone = new HashSet<>();
    pages(where, row -> gone.add(row.entry().key()));
    List<JournalEntry.Key> all = new ArrayList<>(gone);
    for (int from = 0; from < all.size(); from += PAGE) {
      Collection<JournalEntry.Key> part = all.subList(from, Math.min(all.size(), from + PAGE));
      commits.run(
          tx -> {
            for (JournalEntry.Key key : part) {
              Columns.Row row = Journal.get(tx.sql(), key, tx.forUpdate());
              if (row != null) {
                Journal.settle(tx, row, row.entry());
                tx.sql()
                    .update(
                        "DELETE FROM #item WHERE order_id = ? AND attempt = ?",
                        Columns.encode(key.id()),
                        key.attempt());
              }
            }
            return true;
          });
    }
    return gone.size();
  }

  // ---- for bulks

  void requireJournalOf(EvolinkClient evolink) {
    if (evolink.journal().orElse(null) != this) {
      throw new IllegalStateException(
          "The client must have the store as its journal: call journal(store) on its builder");
    }
  }

  Items items() {
    return items;
  }

  Database database() {
    return database;
  }

  GroupCommit commits() {
    return commits;
  }

  Duration lease() {
    return lease;
  }

  /** Makes this process count as a worker, among which shards are shared out. */
  void countAsWorker(boolean worker) {
    owner.countAsWorker(worker);
    commits.renew(tx -> true);
  }

  /** {@return how many submits wait for a permit} */
  int waitingForPermits() {
    return intents.waiting();
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
      if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("lease must be at least 1 s, but was " + lease);
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
      if (time.isNegative()) {
        throw new IllegalArgumentException("retryAfter must not be negative, but was " + time);
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
