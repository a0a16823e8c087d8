package ai.evolink.bulk;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In many minutes; {@code -Dbulk.items} sets how many. */
@Tag("deep")
class BulkKillLongTest extends BulkKill {
  BulkKillLongTest(@TempDir Path folder) {
    super(folder, Integer.getInteger("bulk.items", 2_000), 20, 120);
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void killedAndStoppedWorkersBuyEachItemOnce(TestDatabase database) throws Exception {
    killAndStopWorkers(database);
  }
}
