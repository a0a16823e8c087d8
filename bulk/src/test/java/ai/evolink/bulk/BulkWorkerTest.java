package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.Awaits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class BulkWorkerTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().pace(Duration.ofMillis(200)).startForJUnit();

  private final Path folder;

  BulkWorkerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private JdbcTaskStore store() {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("bulk.db"));
    return JdbcTaskStore.builder(database).lease(Duration.ofSeconds(3)).build();
  }

  private static EvolinkClient client(JdbcTaskStore store) {
    return EvolinkClient.builder("sk-test").baseUrl(emulator.url()).journal(store).build();
  }

  private BulkWorker.Builder worker(EvolinkClient evolink, JdbcTaskStore store) {
    return BulkWorker.builder(evolink, store).saveInto(folder.resolve("photos"));
  }

  @Test
  void pollsAreSharedByTheWorkersThatLive() {
    JdbcTaskStore store = store();
    JdbcTaskStore another = store();
    try (EvolinkClient first = client(store);
        EvolinkClient second = client(another);
        BulkWorker alone = worker(first, store).pollsPerSecond(8).start()) {
      assertThat(first.pollBudget().perSecond()).isEqualTo(8);

      BulkWorker joining = worker(second, another).start();
      assertThat(second.pollBudget().perSecond()).isEqualTo(4);
      Awaits.until("the first gives half of it", () -> first.pollBudget().perSecond() == 4);

      joining.close();
      Awaits.until("the first has all of it again", () -> first.pollBudget().perSecond() == 8);
      assertThat(alone.toString()).contains("evolink_");
    }
  }

  @Test
  void clientKeepsItsBudgetUnlessTheStoreHasOne() {
    JdbcTaskStore store = store();
    try (EvolinkClient evolink = client(store);
        BulkWorker worker = worker(evolink, store).start()) {
      assertThat(evolink.pollBudget().perSecond())
          .as("%s", worker)
          .isEqualTo(PollBudget.ofDefaults().perSecond());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e6, Double.NaN})
  void pollsThatCanBeNoRateAreRefused(double rate) {
    JdbcTaskStore store = store();
    try (EvolinkClient evolink = client(store)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> worker(evolink, store).pollsPerSecond(rate))
          .withMessage("pollsPerSecond must be positive, but was " + rate);
    }
  }

  @Test
  void itemsAreBoughtOnceAndStored() throws Exception {
    JdbcTaskStore store = store();
    try (EvolinkClient evolink = client(store);
        BulkWorker worker = worker(evolink, store).start()) {
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
