package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.model.ImageModel;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person sees who opens the database with an SQL tool. */
class ItemsViewTest {
  private static final BigDecimal PRICE = new BigDecimal("1.6");

  private final Path folder;

  ItemsViewTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void intend(JdbcTaskStore store, String item) {
    store.intend(
        JournalEntry.builder(key(item))
            .ordered(true)
            .intendedAt(Instant.now())
            .kind(Kind.IMAGE)
            .path("/v1/images/generations")
            .model("z-image-turbo")
            .fingerprint("1:c0ffee")
            .body("{}")
            .creditsMost(PRICE)
            .build());
  }

  private static JournalEntry.Key key(String item) {
    return new JournalEntry.Key("autumn/" + item, 1);
  }

  private static List<String> rows(DataSource source, TestDatabase database) throws SQLException {
    String age =
        database == TestDatabase.SQLITE
            ? "(julianday('now') - julianday(changed)) * 86400"
            : "extract(epoch FROM now() - changed)";
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT bulk, item, state, model, task, CAST(credits AS NUMERIC(9, 1)), attempt,"
                    + " detail, "
                    + age
                    + " AS age FROM shop_items ORDER BY item")) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
          cells.add(String.valueOf(row.getString(i)));
        }
        rows.add(String.join(" | ", cells));
        assertThat(row.getDouble("age")).isBetween(-1.0, 120.0);
      }
      return rows;
    }
  }

  @ParameterizedTest
  @EnumSource
  void itemsAreShownInWordsAndGoWhenTheyArePurged(TestDatabase database) throws SQLException {
    DataSource source = database.empty(folder);
    JdbcTaskStore store = JdbcTaskStore.builder(source).tablePrefix("shop_").build();
    store.open(URI.create("https://api.evolink.ai"));
    store.bulkRows().createBulk("autumn");
    ImageRequest request =
        ImageRequest.builder("A mug").model(ImageModel.of("z-image-turbo")).build();
    store
        .items()
        .add(
            "autumn",
            List.of("a", "b", "c", "d").stream().map(i -> BulkItem.of(i, request)).toList());
    intend(store, "b");
    intend(store, "c");
    store.uncertain(key("c"), "no answer");
    intend(store, "d");
    store.accepted(key("d"), TaskHandle.ofId("task-unified-1757169743-d"), PRICE);
    assertThat(rows(source, database)).last().asString().contains(" | bought, not done yet | ");
    store.ended("task-unified-1757169743-d", JournalState.COMPLETED, PRICE);
    store.saved("task-unified-1757169743-d");

    assertThat(rows(source, database))
        .containsExactly(
            "autumn | a | to be bought | z-image-turbo | null | null | 0 | null",
            "autumn | b | being sent | z-image-turbo | null | 1.6 | 1 | null",
            "autumn | c | uncertain, please decide | z-image-turbo | null | 1.6 | 1 | no answer",
            "autumn | d | done | z-image-turbo | task-unified-1757169743-d | 1.6 | 1 | null");

    assertThat(store.purge(Instant.now().plus(Duration.ofDays(1)))).isEqualTo(1);
    assertThat(rows(source, database)).hasSize(3).noneMatch(row -> row.contains("done |"));
    store.close();
  }
}
