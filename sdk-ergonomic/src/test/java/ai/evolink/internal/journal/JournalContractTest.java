package ai.evolink.internal.journal;

import ai.evolink.TaskJournal;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The journals of the SDK keep what a journal promises. */
class JournalContractTest {
  @Nested
  class InMemory extends JournalContract {
    @Override
    protected TaskJournal next(@Nullable TaskJournal before) {
      return Objects.requireNonNullElseGet(before, TaskJournal::inMemory);
    }
  }

  /** What the simulated lives of several processes share; see docs/simulation.md. */
  @Nested
  class Shared extends JournalContract {
    private final SharedStore store = new SharedStore(() -> System.currentTimeMillis() * 1_000_000);

    @Override
    protected TaskJournal next(@Nullable TaskJournal before) {
      return store.join(() -> SharedStore.Fault.NONE);
    }
  }

  @Nested
  class InAFile extends JournalContract {
    private final Path file;

    InAFile(@TempDir Path folder) {
      this.file = folder.resolve("evolink.journal");
    }

    @Override
    protected TaskJournal next(@Nullable TaskJournal before) {
      return TaskJournal.file(file);
    }
  }
}
