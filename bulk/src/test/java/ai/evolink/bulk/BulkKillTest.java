package ai.evolink.bulk;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** In under a minute on an idle machine. */
class BulkKillTest extends BulkKill {
  BulkKillTest(@TempDir Path folder) {
    super(folder, 60, 5, 10);
  }
}
