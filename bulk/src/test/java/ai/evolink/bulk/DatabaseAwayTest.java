package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import ai.evolink.it.Awaits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away in the middle, and comes back: what was bought is written then. */
class DatabaseAwayTest {
  private static final int ITEMS = 40;

  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(100)).startForJUnit();

  /** Ends all connections and refuses new ones, as a server does that is started again. */
  private static void whileAway(DataSource admin, String name, Step step) throws Exception {
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
      try {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + name
                + "'");
        step.run();
      } finally {
        statement.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
      }
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  @Test
  void nothingIsLostOrBoughtTwice(@TempDir Path folder) throws Exception {
    String url = TestDatabase.POSTGRESQL.emptyUrl(folder);
    String name = url.replaceAll(".*/([a-z0-9_]+)\\?.*", "$1");
    DataSource admin = TestDatabase.source(url.replace("/" + name + "?", "/postgres?"));
    JdbcTaskStore store = JdbcTaskStore.of(TestDatabase.source(url));
    try (EvolinkClient evolink =
            EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
        BulkWorker worker =
            BulkWorker.builder(evolink, store)
                .saveInto(folder.resolve("photos"))
                .submitsPerSecond(15)
                .concurrency(4)
                .start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(
          IntStream.range(0, ITEMS)
              .mapToObj(i -> BulkItem.of("item-" + i, ImageRequest.of("item-" + i))));
      for (int away = 1; away <= 3; away++) {
        int sent = away * ITEMS / 5;
        Awaits.until("the next submits", () -> emulator.submissions().size() >= sent);
        whileAway(admin, name, () -> Thread.sleep(300)); // what is sent meanwhile is answered
      }

      BulkProgress ended = bulk.join(Duration.ofMinutes(1));

      assertThat(ended.count(BulkState.DONE)).as(ended.toString()).isEqualTo(ITEMS);
    }
    assertThat(emulator.submissions())
        .extracting(Submission::prompt)
        .hasSize(ITEMS)
        .doesNotHaveDuplicates();
  }
}
