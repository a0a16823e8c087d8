package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class BulkWorkerTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(200)).startForJUnit();

  private final Path folder;

  BulkWorkerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void itemsAreBoughtOnceAndStored() throws Exception {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("bulk.db"));
    JdbcTaskStore store = JdbcTaskStore.builder(database).lease(Duration.ofSeconds(3)).build();
    try (EvolinkClient evolink =
            EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
        BulkWorker worker =
            BulkWorker.builder(evolink, store).saveInto(folder.resolve("photos")).start()) {
      Bulk bulk = worker.bulk("autumn");
      bulk.addAll(
          IntStream.range(0, 20).mapToObj(i -> BulkItem.of("sku-" + i, ImageRequest.of("p" + i))));

      BulkProgress progress = bulk.join(Duration.ofSeconds(30));

      assertThat(progress.count(BulkState.DONE)).as(progress.toString()).isEqualTo(20);
    }
    assertThat(emulator.submissions()).hasSize(20);
    assertThat(folder.resolve("photos")).isDirectoryContaining(file -> file.endsWith("sku-7.png"));
  }
}
