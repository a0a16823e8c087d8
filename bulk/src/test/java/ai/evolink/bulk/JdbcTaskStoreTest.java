package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** What several processes see of each other's submits, and what a store refuses. */
class JdbcTaskStoreTest {
  private static final URI SERVICE = URI.create("https://api.evolink.ai");
  private static final JournalEntry.Key KEY = new JournalEntry.Key("order", 1);
  private static final JournalEntry INTENT =
      JournalEntry.builder(KEY)
          .ordered(true)
          .intendedAt(Instant.parse("2100-01-01T00:00:00Z"))
          .kind(Kind.IMAGE)
          .path("/v1/images/generations")
          .model("z-image-turbo")
          .fingerprint("1:c0ffee")
          .body("{}")
          .build();
  private static final TaskHandle TASK = TaskHandle.ofId("task-unified-1757169743-abcdefgh");

  private final Path folder;

  JdbcTaskStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JdbcTaskStore store(DataSource source) {
    JdbcTaskStore store = JdbcTaskStore.builder(source).retryAfter(Duration.ofMinutes(5)).build();
    store.open(SERVICE);
    return store;
  }

  /** As if the clock of the database had gone on while the processes stood still. */
  private static void lapse(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE evolink_owner SET lease_until_ms = 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void intentOfALivingProcessIsNotUncertainForOthers(TestDatabase database) {
    DataSource source = database.empty(folder);
    JdbcTaskStore one = store(source);
    assertThat(one.intend(INTENT)).isEmpty();
    JdbcTaskStore other = store(source);

    assertThat(other.intend(INTENT)).contains(INTENT);
    assertThat(other.find("order").orElseThrow().state()).isEqualTo(JournalState.INTENT);
    assertThat(one.mayStillSend(KEY)).isTrue();
    assertThat(other.mayStillSend(KEY)).isFalse();
    one.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void processThatStoodStillLongerThanItsLeaseSendsNothingAnyMore(TestDatabase database)
      throws SQLException {
    DataSource source = database.empty(folder);
    JdbcTaskStore frozen = store(source);
    frozen.intend(INTENT);
    lapse(source);
    JdbcTaskStore other = store(source);

    JournalEntry seen = other.find("order").orElseThrow();
    assertThat(seen.state()).isEqualTo(JournalState.UNCERTAIN);
    assertThat(seen.isOrphaned()).isTrue();
    frozen.giveUp(new JournalEntry.Key("another", 1)); // its first transaction after the thaw
    frozen.countAsWorker(false); // renews
    assertThat(frozen.mayStillSend(KEY)).isFalse();

    frozen.accepted(KEY, TASK, null); // its POST had left before: the late answer counts
    assertThat(other.find("order").orElseThrow().task()).contains(TASK);
    frozen.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void abandonedIntentIsNotRetriedBeforeItsPostMustHaveArrived(TestDatabase database)
      throws SQLException {
    DataSource source = database.empty(folder);
    JdbcTaskStore frozen = store(source);
    frozen.intend(INTENT);
    frozen.close();
    JdbcTaskStore other = store(source);
    JournalEntry next =
        JournalEntry.builder(KEY.next()).ordered(true).body("{}").kind(Kind.IMAGE).build();

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> other.retry(KEY, next))
        .withMessageContaining("may still be under way");
    assertThat(other.find("order").orElseThrow().state()).isEqualTo(JournalState.UNCERTAIN);

    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE evolink_task SET not_before_ms = 0");
    }
    assertThat(other.retry(KEY, next)).isEmpty();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void intentWhoseLeaseHasLapsedIsListedAsUncertainAtOnce(TestDatabase database)
      throws SQLException {
    DataSource source = database.empty(folder);
    JdbcTaskStore frozen = store(source);
    JdbcTaskStore other = store(source);
    frozen.intend(INTENT);
    List<JournalEntry> uncertain = new ArrayList<>();
    other.forEach(Set.of(JournalState.UNCERTAIN), uncertain::add);
    assertThat(uncertain).isEmpty();
    lapse(source);

    other.forEach(Set.of(JournalState.UNCERTAIN), uncertain::add);

    assertThat(uncertain).extracting(JournalEntry::key).containsExactly(KEY);
    other.forEach(Set.of(JournalState.INTENT), uncertain::add);
    assertThat(uncertain).hasSize(1);
    frozen.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void manyMayOpenAnEmptyDatabaseAndIntendTheSameAtTheSameTime(TestDatabase database)
      throws Exception {
    int processes = 8;
    for (int round = 0; round < 3; round++) {
      String url = database.emptyUrl(folder);
      CyclicBarrier together = new CyclicBarrier(processes);
      AtomicInteger granted = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(processes);
      List<Future<JdbcTaskStore>> opened = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        opened.add(
            threads.submit(
                () -> {
                  DataSource source = TestDatabase.source(url);
                  together.await();
                  JdbcTaskStore store = store(source);
                  together.await();
                  if (store.intend(INTENT).isEmpty()) {
                    granted.incrementAndGet();
                  }
                  return store;
                }));
      }
      threads.shutdown();
      List<JdbcTaskStore> stores = new ArrayList<>();
      for (Future<JdbcTaskStore> store : opened) {
        stores.add(store.get());
      }
      assertThat(granted).hasValue(1);
      stores.forEach(JdbcTaskStore::close);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu), not a PostgreSQL from 10 on",
    "PostgreSQL 11.2-YB-2.18.3.0-b0 on x86_64, not a PostgreSQL from 10 on",
    "PostgreSQL 8.0.2 on i686-pc-linux-gnu Redshift 1.0.54, not a PostgreSQL from 10 on",
    "PostgreSQL 9.6.24 on x86_64, not a PostgreSQL from 10 on",
  })
  void whatOnlyLooksLikePostgresIsRefused(String version, String said) throws SQLException {
    String url = pretending("version() RETURNS text", "'" + version + "'::text");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store(TestDatabase.source(url)))
        .withMessageContaining("This server is \"" + version + "\", " + said);
  }

  @Test
  void standbyIsRefused() throws SQLException {
    String url = pretending("pg_is_in_recovery() RETURNS boolean", "true");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store(TestDatabase.source(url)))
        .withMessageContaining("is a standby, where nothing can be written. Name the primary");
  }

  @Test
  void readOnlyConnectionIsRefused() {
    String url = TestDatabase.POSTGRESQL.emptyUrl(folder);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(
            () ->
                store(TestDatabase.source(url + "&options=-c%20default_transaction_read_only=on")))
        .withMessageContaining("is read-only: nothing can be written");
  }

  /** {@return the address of a server one function of which says something else} */
  private String pretending(String function, String value) throws SQLException {
    String url = TestDatabase.POSTGRESQL.emptyUrl(folder);
    try (Connection connection = TestDatabase.source(url).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA fake");
      statement.execute(
          "CREATE FUNCTION fake." + function + " LANGUAGE sql AS $$ SELECT " + value + " $$");
    }
    return url + "&options=-c%20search_path=fake,pg_catalog,public";
  }

  @ParameterizedTest
  @EnumSource
  void permitThatOneProcessTookIsNotThereForAnother(TestDatabase database) {
    DataSource source = database.empty(folder);
    JdbcTaskStore one = store(source);
    JdbcTaskStore other = store(source);
    one.bulkRows().createBulk("autumn");
    one.items()
        .add(
            "autumn",
            List.of(
                BulkItem.of("a", ImageRequest.of("a")), BulkItem.of("b", ImageRequest.of("b"))));
    one.bulkRows().submitsPerSecond(0.25);
    JournalEntry second =
        JournalEntry.builder(new JournalEntry.Key("autumn/b", 1)).ordered(true).build();

    one.intend(JournalEntry.builder(new JournalEntry.Key("autumn/a", 1)).ordered(true).build());
    long asked = System.nanoTime();
    assertThat(other.intend(second)).isEmpty();

    // It may only be sent when four seconds, less the slack and the first commit, have passed.
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(2));
    one.close();
    other.close();
  }

  @Test
  void h2IsRefused() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:" + folder.resolve("h2"));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store(h2))
        .withMessage(
            "H2 cannot be used: by default it loses commits when its process is killed. Use SQLite"
                + " for one machine (jdbc:sqlite:FILE), or PostgreSQL for several.");
  }

  @Test
  void databaseInMemoryIsRefused() {
    SQLiteDataSource memory = new SQLiteDataSource();
    memory.setUrl("jdbc:sqlite::memory:");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store(memory))
        .withMessageContaining("its journal mode is memory, not WAL");
  }

  @ParameterizedTest
  @EnumSource
  void missingTablesAreNamed(TestDatabase database) {
    JdbcTaskStore store =
        JdbcTaskStore.builder(database.empty(folder))
            .tablePrefix("shop_")
            .initialize(JdbcTaskStore.Initialize.NEVER)
            .build();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store.open(SERVICE))
        .withMessageContaining("has no table shop_meta")
        .withMessageContaining(".sql of evolink-bulk");
  }

  @ParameterizedTest
  @EnumSource
  void prefixesAreStoresOfTheirOwn(TestDatabase database) {
    DataSource source = database.empty(folder);
    JdbcTaskStore one = store(source);
    JdbcTaskStore other = JdbcTaskStore.builder(source).tablePrefix("shop_").build();
    other.open(URI.create("http://127.0.0.1:8080"));
    one.intend(INTENT);
    assertThat(other.find("order")).isEmpty();
    one.close();
    other.close();
  }

  @Test
  void prefixIsNoSql() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcTaskStore.builder(new SQLiteDataSource()).tablePrefix("x; --"));
  }
}
