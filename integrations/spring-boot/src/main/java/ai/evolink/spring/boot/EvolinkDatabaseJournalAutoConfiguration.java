package ai.evolink.spring.boot;

import ai.evolink.TaskJournal;
import ai.evolink.bulk.JdbcTaskStore;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The journal in the database of the application, on connections of its own. */
@AutoConfiguration(
    before = EvolinkAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" // Boot 4
    })
@ConditionalOnClass(JdbcTaskStore.class)
@ConditionalOnProperty("evolink.journal.database")
public class EvolinkDatabaseJournalAutoConfiguration {
  EvolinkDatabaseJournalAutoConfiguration() {}

  /** Closed by the client, so not by the context. */
  @Bean(destroyMethod = "")
  @ConditionalOnBean(DataSource.class)
  @ConditionalOnMissingBean(TaskJournal.class)
  JdbcTaskStore evolinkTaskJournal(DataSource database, EvolinkClientProperties properties) {
    EvolinkClientProperties.Journal journal = Objects.requireNonNull(properties.journal());
    if (journal.file() != null) {
      throw new InvalidEvolinkPropertyException(
          "evolink.journal.database", "cannot be set together with evolink.journal.file");
    }
    JdbcTaskStore.Builder store = JdbcTaskStore.builder(database);
    if (journal.initializeSchema() != null) {
      store.initialize(JdbcTaskStore.Initialize.valueOf(journal.initializeSchema().name()));
    }
    return store.build();
  }
}
