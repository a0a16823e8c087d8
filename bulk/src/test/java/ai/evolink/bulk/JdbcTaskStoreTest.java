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
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
