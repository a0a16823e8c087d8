package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkItem;
import ai.evolink.bulk.JdbcTaskStore;
import ai.evolink.emulator.EvolinkEmulator;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What a program does that fills a bulk. */
final class BulkFixture {
  private BulkFixture() {}

  static void fill(DataSource database, EvolinkEmulator emulator, String name, String... keys) {
    open(
        database,
        emulator,
        name,
        bulk ->
            bulk.addAll(Arrays.stream(keys).map(key -> BulkItem.of(key, ImageRequest.of(key)))));
  }

  static void open(
      DataSource database, EvolinkEmulator emulator, String name, Consumer<Bulk> action) {
    JdbcTaskStore store = JdbcTaskStore.of(database);
    try (EvolinkClient evolink =
        EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build()) {
      action.accept(Bulk.open(evolink, store, name));
    }
  }
}
