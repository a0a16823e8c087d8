package ai.evolink.benchmarks;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkItem;
import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkWorker;
import ai.evolink.bulk.JdbcTaskStore;
import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Rows, bytes and commits in PostgreSQL, and CPU of the worker, for one item of a bulk, with a real
 * worker and an emulator in its own JVM.
 */
final class StoreCosts {
  private static final int ITEMS = 10_000;
  private static final Duration PACE = Duration.ofSeconds(3);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private StoreCosts() {}

  /** What the database says of itself; differences between two count. */
  private record State(long rows, long bytes, long written, long commits) {
    static State of(DataSource database) throws SQLException, InterruptedException {
      Thread.sleep(1_500); // the server counts commits with a delay
      long rows = 0;
      for (String table : tables(database)) {
        rows += number(database, "SELECT count(*) FROM " + table);
      }
      return new State(
          rows,
          number(
              database,
              "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                  + " WHERE relname LIKE 'evolink%' AND relkind = 'r'"),
          number(database, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"),
          number(
              database,
              "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"));
    }

    String perItem(long items, State since) {
      return String.format(
          Locale.ROOT,
          "%.2f rows, %,d B; %,d B written to the log, %.2f commits",
          (double) (rows - since.rows) / items,
          (bytes - since.bytes) / items,
          (written - since.written) / items,
          (double) (commits - since.commits) / items);
    }
  }

  static void run() throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
        EmulatorProcess emulator = EmulatorProcess.start(PACE)) {
      DataSource database = server.getPostgresDatabase();
      buy(database, emulator, "warm-up", 1_000);
      execute(database, "VACUUM FULL");
      State empty = State.of(database);
      buy(database, emulator, "measured", ITEMS);
      State full = State.of(database);
      System.out.println("Done, for each item: " + full.perItem(ITEMS, empty));
      execute(database, "VACUUM FULL");
      State vacuumed = State.of(database);
      System.out.printf(
          Locale.ROOT,
          "After VACUUM FULL: %,d B for each item.%n",
          (vacuumed.bytes - empty.bytes) / ITEMS);
      JdbcTaskStore store = JdbcTaskStore.of(database);
      try (EvolinkClient evolink =
          EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build()) {
        Bulk.open(evolink, store, "measured").progress();
        System.out.println(store.purge(Instant.now()) + " entries were purged.");
      }
      execute(database, "VACUUM FULL");
      State purged = State.of(database);
      System.out.printf(
          Locale.ROOT, "%,d rows and %,d B are left of all.%n", purged.rows, purged.bytes);
    }
  }

  private static void buy(DataSource database, EmulatorProcess emulator, String name, int items)
      throws Exception {
    JdbcTaskStore store = JdbcTaskStore.of(database);
    PollMeter meter = new PollMeter();
    try (EvolinkClient evolink =
            EvolinkClient.builder("sk-test")
                .baseUrl(emulator.url())
                .journal(store)
                .httpClient(new okhttp3.OkHttpClient.Builder().addInterceptor(meter).build())
                .build();
        BulkWorker worker =
            BulkWorker.builder(evolink, store)
                .pollsPerSecond(500)
                .resultSink((order, made) -> "bucket:" + order.key())
                .start()) {
      Bulk bulk = worker.bulk(name);
      long cpu = SYSTEM.getProcessCpuTime();
      long began = System.nanoTime();
      bulk.addAll(
          IntStream.range(0, items)
              .mapToObj(i -> BulkItem.of("sku-" + i, ImageRequest.of("A product, number " + i))));
      BulkProgress end = bulk.join();
      System.out.printf(
          Locale.ROOT,
          "%s: %s in %.1f s; CPU of the worker %.2f ms for each, with %.2f queries%n",
          name,
          end,
          (System.nanoTime() - began) / 1e9,
          (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / items,
          (double) meter.polls() / items);
    }
  }

  private static List<String> tables(DataSource database) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT relname FROM pg_class WHERE relname LIKE 'evolink%' AND relkind = 'r'")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static long number(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getBigDecimal(1).longValue();
    }
  }

  private static void execute(DataSource database, String command) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
