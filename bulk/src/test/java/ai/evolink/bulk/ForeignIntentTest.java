package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process knows and takes back of what it could not write, or was not told of. */
class ForeignIntentTest {
  private static final URI SERVICE = URI.create("https://api.evolink.ai");

  private enum Trouble {
    NONE,
    AWAY,
    CUT_AFTER_COMMIT
  }

  private final Path folder;
  private Trouble trouble = Trouble.NONE;

  ForeignIntentTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JournalEntry intent(String order) {
    return JournalEntry.builder(new JournalEntry.Key(order, 1))
        .ordered(true)
        .intendedAt(Instant.parse("2100-01-01T00:00:00Z"))
        .kind(Kind.IMAGE)
        .path("/v1/images/generations")
        .model("z-image-turbo")
        .fingerprint("1:c0ffee")
        .body("{}")
        .build();
  }

  private static JdbcTaskStore store(DataSource source) {
    JdbcTaskStore store = JdbcTaskStore.of(source);
    store.open(SERVICE);
    return store;
  }

  /** {@return the same data source, whose connections have the trouble of the test} */
  private DataSource troubled(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        Set.of(),
        connection ->
            connection instanceof Connection real
                ? proxy(Connection.class, real, Set.of("close", "isClosed", "rollback"), any -> any)
                : connection);
  }

  private interface Wrap {
    Object wrap(Object result);
  }

  private <T> T proxy(Class<T> type, T real, Set<String> always, Wrap wrap) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (trouble == Trouble.AWAY && !always.contains(method.getName())) {
                throw new SQLException("the server is away", "08006");
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (trouble == Trouble.CUT_AFTER_COMMIT && method.getName().equals("commit")) {
                throw new SQLException("the connection was cut", "08006");
              }
              return result == null ? null : wrap.wrap(result);
            }));
  }

  private void failsToIntend(JdbcTaskStore store, Trouble with) {
    trouble = with;
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> store.intend(intent("order")));
    trouble = Trouble.NONE;
  }

  @ParameterizedTest
  @EnumSource
  void intentOfAnotherProcessIsNotTakenBack(TestDatabase database) {
    DataSource source = database.empty(folder);
    JdbcTaskStore one = store(troubled(source));
    JdbcTaskStore other = store(source);
    failsToIntend(one, Trouble.AWAY);
    assertThat(other.intend(intent("order"))).isEmpty();

    one.intend(intent("another")); // begins with what is to be taken back

    assertThat(other.find("order").map(JournalEntry::state)).contains(JournalState.INTENT);
    assertThat(one.intend(intent("order"))).isPresent();
    one.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource
  void taskIsKnownToItsProcessAlthoughTheDatabaseWasAwayWhenItWasBought(TestDatabase database) {
    JdbcTaskStore one = store(troubled(database.empty(folder)));
    JournalEntry.Key key = intent("order").key();
    TaskHandle task = TaskHandle.ofId("task-unified-1767225600-abcdefgh");
    assertThat(one.intend(intent("order"))).isEmpty();
    trouble = Trouble.AWAY;
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> one.accepted(key, task, null));
    trouble = Trouble.NONE;

    // Else it could be taken for what another attempt has bought.
    assertThat(one.byTask(task.id()))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.key()).isEqualTo(key);
              assertThat(entry.task()).contains(task);
            });
    one.close();
  }

  @Test
  void ownIntentIsTakenBackIfItWasWrittenAfterAll() {
    DataSource source = TestDatabase.POSTGRESQL.empty(folder);
    JdbcTaskStore one = store(troubled(source));
    JdbcTaskStore other = store(source);
    failsToIntend(one, Trouble.CUT_AFTER_COMMIT);
    assertThat(other.find("order").map(JournalEntry::state)).contains(JournalState.INTENT);

    one.intend(intent("another"));

    assertThat(other.find("order")).isEmpty();
    one.close();
    other.close();
  }

  @Test
  void intentOfAnotherProcessIsNotTakenBackAlthoughOneOfItsOwnMayHaveBeenWritten() {
    DataSource source = TestDatabase.POSTGRESQL.empty(folder);
    JdbcTaskStore one = store(troubled(source));
    JdbcTaskStore other = store(source);
    failsToIntend(one, Trouble.CUT_AFTER_COMMIT);
    other.refused(intent("order").key()); // as if its lease had lapsed, and somebody had decided
    assertThat(other.intend(intent("order"))).isEmpty();

    one.intend(intent("another"));

    assertThat(other.find("order").map(JournalEntry::state)).contains(JournalState.INTENT);
    one.close();
    other.close();
  }
}
