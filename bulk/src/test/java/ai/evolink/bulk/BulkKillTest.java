package ai.evolink.bulk;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** In under a minute on an idle machine. */
@Execution(ExecutionMode.CONCURRENT)
class BulkKillTest extends BulkKill {
  BulkKillTest(@TempDir Path folder) {
    super(folder, 60, 5, 10);
  }
}
