package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskJournal;
import ai.evolink.bulk.JdbcTaskStore;
import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.sqlite.SQLiteDataSource;

/** The database of the application as the journal. */
@SuppressWarnings("NullAway.Init")
class DatabaseJournalTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  @TempDir Path folder;

  private ApplicationContextRunner application() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                EvolinkDatabaseJournalAutoConfiguration.class, EvolinkAutoConfiguration.class))
        .withPropertyValues(
            "evolink.api-key=sk-shop",
            "evolink.base-url=" + emulator.url(),
            "evolink.journal.database=true");
  }

  private ApplicationContextRunner withDatabase() {
    return application()
        .withBean(
            DataSource.class,
            () -> {
              SQLiteDataSource source = new SQLiteDataSource();
              source.setUrl("jdbc:sqlite:" + folder.resolve("shop.db"));
              return source;
            });
  }

  @Test
  void orderIsBoughtOnceByTwoApplicationsWithOneDatabase() {
    for (int i = 0; i < 2; i++) {
      withDatabase()
          .run(
              context ->
                  context
                      .getBean(EvolinkClient.class)
                      .images()
                      .submit(ImageRequest.of("A cat"), SubmitOptions.ofOrder("order-42"))
                      .result());
    }

    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void databaseOfSpringBootIsFound() {
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Shop.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.datasource.url=jdbc:sqlite:" + folder.resolve("shop.db"),
                "evolink.api-key=sk-shop",
                "evolink.base-url=" + emulator.url(),
                "evolink.journal.database=true")
            .run("--spring.autoconfigure.exclude=")) { // as the other tests have it
      application
          .getBean(EvolinkClient.class)
          .images()
          .submit(ImageRequest.of("A cat"), SubmitOptions.ofOrder("order-42"))
          .result();

      assertThat(
              application
                  .getBean(JdbcTemplate.class)
                  .queryForObject(
                      "select count(*) from evolink_task where id = 'order-42'", Integer.class))
          .isEqualTo(1);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {}

  @Test
  void journalOfTheApplicationTakesItsPlace() {
    Path file = folder.resolve("own.journal");
    withDatabase()
        .withBean(TaskJournal.class, () -> TaskJournal.file(file))
        .run(context -> assertThat(context).doesNotHaveBean(JdbcTaskStore.class));
  }

  @Test
  void withoutADatabaseThePropertyIsNamed() {
    application()
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.journal.database")
                    .hasMessageContaining("a DataSource bean"));
  }

  @Test
  void withoutTheModuleThePropertyIsNamed() {
    withDatabase()
        .withClassLoader(new FilteredClassLoader("ai.evolink.bulk"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.journal.database")
                    .hasMessageContaining("needs evolink-bulk"));
  }

  @Test
  void fileAndDatabaseTogetherAreRefused() {
    withDatabase()
        .withPropertyValues("evolink.journal.file=" + folder.resolve("own.journal"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("cannot be set together with evolink.journal.file"));
  }

  @Test
  void tablesThatNobodyMayCreateMustBeThere() {
    withDatabase()
        .withPropertyValues("evolink.journal.initialize-schema=never")
        .run(context -> assertThat(context).hasFailed());
  }
}
