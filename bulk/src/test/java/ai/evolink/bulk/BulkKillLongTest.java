package ai.evolink.bulk;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** In many minutes; {@code -Dbulk.items} sets how many. */
@Tag("deep")
class BulkKillLongTest extends BulkKill {
  BulkKillLongTest(@TempDir Path folder) {
    super(folder, Integer.getInteger("bulk.items", 2_000), 20, 120);
  }
}
