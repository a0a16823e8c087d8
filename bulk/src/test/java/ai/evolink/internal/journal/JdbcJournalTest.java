package ai.evolink.internal.journal;

import ai.evolink.TaskJournal;
import ai.evolink.bulk.JdbcTaskStore;
import ai.evolink.bulk.TestDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Each database keeps what a journal promises. */
class JdbcJournalTest {
  abstract static class InADatabase extends JournalContract {
    private final DataSource source;

    InADatabase(TestDatabase database, Path folder) {
      this.source = database.empty(folder);
    }

    @Override
    protected TaskJournal next(@Nullable TaskJournal before) {
      return JdbcTaskStore.of(source);
    }
  }

  @Nested
  class InSqlite extends InADatabase {
    InSqlite(@TempDir Path folder) {
      super(TestDatabase.SQLITE, folder);
    }
  }

  @Nested
  class InPostgres extends InADatabase {
    InPostgres(@TempDir Path folder) {
      super(TestDatabase.POSTGRESQL, folder);
    }
  }
}
