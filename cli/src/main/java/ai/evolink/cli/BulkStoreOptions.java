package ai.evolink.cli;

import ai.evolink.JournalException;
import ai.evolink.bulk.JdbcTaskStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import picocli.CommandLine.Option;

/** The database in which bulks live. Its password is never an argument. */
final class BulkStoreOptions {
  private static final String PASSWORD_VARIABLE = "EVOLINK_JDBC_PASSWORD";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String SQLITE = "jdbc:sqlite:";
  private static final Pattern SECRET =
      Pattern.compile("(?i)[?&](password|sslpassword)=|//[^/@]*:[^/@]*@");

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      required = true,
      description =
          "The database of the bulks, without its password: jdbc:sqlite:FILE or"
              + " jdbc:postgresql://HOST/NAME.")
  String jdbc = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "User of the database. Its password is in EVOLINK_JDBC_PASSWORD.")
  @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Read the password of the database from the first line of FILE.")
  @Nullable String passwordFile;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      defaultValue = "evolink_",
      description = "How the names of the tables begin. Default: evolink_.")
  String prefix = "evolink_";

  /** {@return the store, which creates nothing and is not open yet} */
  JdbcTaskStore store(Cli cli) {
    JdbcTaskStore.Builder builder =
        JdbcTaskStore.builder(source(cli)).initialize(JdbcTaskStore.Initialize.NEVER);
    return Arguments.check(() -> builder.tablePrefix(prefix), null).build();
  }

  /** Does something with the store that needs no client. */
  void use(Cli cli, Consumer<JdbcTaskStore> action) {
    JdbcTaskStore store = store(cli);
    URI service = service(store);
    try {
      store.open(service);
      try {
        action.accept(store);
      } finally {
        store.close();
      }
    } catch (JournalException e) {
      throw unusable(e);
    }
  }

  /** {@return the service for which bulks are bought} */
  URI service(JdbcTaskStore store) {
    try {
      return store
          .service()
          .orElseThrow(
              () ->
                  CliException.usage(
                      "No program has used the tables of " + jdbc + " yet.",
                      "Fill a bulk first; see docs/bulk.md."));
    } catch (JournalException e) {
      throw unusable(e);
    }
  }

  /** What to say about a database that does not do. */
  CliException unusable(JournalException e) {
    String next = e.nextStep().map(Text::ofOptions).orElse(null);
    if (e.getCause() instanceof SQLException) {
      next = "Check --jdbc, --user and the password.";
    } else if (e.summary().contains("has no table")) {
      next = "Check --jdbc and --prefix: the program that fills the bulk makes the tables.";
    }
    return new CliException(
        Failure.of(ExitCode.USAGE, "--jdbc " + jdbc + ": " + Text.ofOptions(e.summary()), next), e);
  }

  private DataSource source(Cli cli) {
    if (SECRET.matcher(jdbc).find()) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "--jdbc must not have a password in it: other users of this machine can see it.",
              "Put it into " + PASSWORD_VARIABLE + ", or into a file for --password-file."),
          null);
    }
    if (jdbc.startsWith(SQLITE)) {
      return sqlite();
    }
    if (!jdbc.startsWith(POSTGRESQL)) {
      throw CliException.usage(
          "--jdbc must begin with " + SQLITE + " or " + POSTGRESQL + ", but was '" + jdbc + "'.",
          null);
    }
    PGSimpleDataSource server = new PGSimpleDataSource();
    Arguments.check(
        () -> {
          try {
            server.setUrl(jdbc);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--jdbc " + jdbc + " is not understood.", e);
          }
          return server;
        },
        "Write it as jdbc:postgresql://HOST:PORT/NAME.");
    if (user != null) {
      server.setUser(user);
    }
    String password = password(cli);
    if (!password.isEmpty()) {
      server.setPassword(password);
    }
    return server;
  }

  private DataSource sqlite() {
    if (user != null || passwordFile != null) {
      throw CliException.usage(
          (user != null ? "--user" : "--password-file")
              + " is for PostgreSQL; SQLite has no users.",
          null);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE); // a misspelt name makes no empty file
    SQLiteDataSource file = new SQLiteDataSource(config);
    file.setUrl(jdbc);
    return file;
  }

  private String password(Cli cli) {
    if (passwordFile == null) {
      return cli.variable(PASSWORD_VARIABLE);
    }
    Path file = Arguments.path(passwordFile);
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE, "--password-file cannot be read: " + Text.problem(e) + ".", null),
          e);
    }
  }
}
