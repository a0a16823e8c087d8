package ai.evolink.bulk;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In half a minute, with one database. */
class BulkKillTest extends BulkKill {
  BulkKillTest(@TempDir Path folder) {
    super(folder, 60, 5, 10);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void killedAndStoppedWorkersBuyEachItemOnce() throws Exception {
    killAndStopWorkers(TestDatabase.SQLITE);
  }
}
