package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No statement of a worker reads all items or all attempts, of which there may be a million. */
class QueryPlanTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final Path folder;

  /** Each statement that was prepared, with values that it was given. */
  private final Map<String, Map<Integer, @Nullable Object>> statements = new ConcurrentHashMap<>();

  QueryPlanTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource
  void everyStatementFindsItsRowsByAnIndex(TestDatabase database) throws Exception {
    DataSource source = database.empty(folder);
    work(JdbcTaskStore.of(listening(source)));

    List<String> scans = new ArrayList<>();
    try (Connection connection = source.getConnection()) {
      for (Map.Entry<String, Map<Integer, @Nullable Object>> statement : statements.entrySet()) {
        String plan = plan(connection, statement.getKey(), statement.getValue(), database);
        if (plan.matches(
            "(?s).*(SCAN|Seq Scan on) (evolink_task|evolink_item|t|i)\\b(?! USING).*")) {
          scans.add(statement.getKey() + "\n" + plan);
        }
      }
    }
    assertThat(statements).hasSizeGreaterThan(20);
    assertThat(scans).isEmpty();
  }

  /** All that workers and those who decide do, but what counts or purges. */
  private void work(JdbcTaskStore store) throws Exception {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).times(3),
        Fault.status(400).on(ApiOperation.SUBMIT_IMAGE).once());
    try (EvolinkClient evolink =
            EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
        BulkWorker worker =
            BulkWorker.builder(evolink, store)
                .submitsPerSecond(1000)
                .saveInto(folder.resolve("photos"))
                .start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(
          IntStream.range(0, 10).mapToObj(i -> BulkItem.of("i" + i, ImageRequest.of("i" + i))));
      bulk.join(Duration.ofMinutes(1));
      List<BulkOrder> uncertain = bulk.uncertain();
      assertThat(uncertain).hasSize(3);
      assertThat(uncertain.get(0).retry()).isTrue();
      uncertain.get(1).giveUp();
      store.hinted(uncertain.get(2).purchase().entry().key(), "task-unified-1757169743-hint");
      bulk.join(Duration.ofMinutes(1));
      bulk.find("i1");
      bulk.cancel();
      store.find(bulk.name());
      store.byCallback("token");
      store.byTask("task");
    }
    statements
        .keySet()
        .removeIf(
            sql ->
                sql.contains("COUNT(*)")
                    || !sql.matches("(?s)(SELECT|UPDATE|DELETE) .*evolink_(task|item).*"));
  }

  private DataSource listening(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        (method, result) ->
            result instanceof Connection connection
                ? proxy(Connection.class, connection, this::prepared)
                : result);
  }

  private interface Ear {
    @Nullable Object hear(Call method, @Nullable Object result);
  }

  private record Call(String name, List<@Nullable Object> values) {}

  private @Nullable Object prepared(Call call, @Nullable Object result) {
    if (!(result instanceof PreparedStatement statement)) {
      return result;
    }
    Map<Integer, @Nullable Object> values = new TreeMap<>();
    statements.put(String.valueOf(call.values().get(0)), values);
    return proxy(
        PreparedStatement.class,
        statement,
        (set, unused) -> {
          if (set.name().equals("setObject") && set.values().size() == 2) {
            values.put((Integer) set.values().get(0), set.values().get(1));
          }
          return unused;
        });
  }

  private static <T> T proxy(Class<T> type, T real, Ear ear) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, values) -> {
              Object[] all = values == null ? new Object[0] : values;
              return ear.hear(
                  new Call(method.getName(), Arrays.asList(all)), invoke(real, method, all));
            }));
  }

  private static @Nullable Object invoke(Object real, Method method, Object[] values)
      throws Throwable {
    try {
      return method.invoke(real, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static String plan(
      Connection connection,
      String sql,
      Map<Integer, @Nullable Object> values,
      TestDatabase database)
      throws Exception {
    String explain = "EXPLAIN ";
    if (database == TestDatabase.SQLITE) {
      explain = "EXPLAIN QUERY PLAN ";
    } else {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET enable_seqscan = off"); // few rows would be read without an index
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(explain + sql)) {
      for (Map.Entry<Integer, @Nullable Object> value : values.entrySet()) {
        statement.setObject(value.getKey(), value.getValue());
      }
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery()) {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
          plan.append(rows.getString(columns.getColumnCount())).append('\n');
        }
      }
      return plan.toString();
    }
  }
}
