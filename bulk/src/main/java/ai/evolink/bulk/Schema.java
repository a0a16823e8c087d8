package ai.evolink.bulk;

import ai.evolink.JournalException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;

/** The tables of a store. */
final class Schema {
  private static final String VERSION = "1";
  private static final String SERVICE = "SELECT value FROM #meta WHERE name = 'service'";

  private final Database database;
  private final JdbcTaskStore.Initialize initialize;

  Schema(Database database, JdbcTaskStore.Initialize initialize) {
    this.database = database;
    this.initialize = initialize;
  }

  /** Creates the tables if they are missing and may be created. */
  void require() {
    if (!exists()) {
      boolean create =
          switch (initialize) {
            case ALWAYS -> true;
            case EMBEDDED -> database.dialect() == Dialect.SQLITE;
            case NEVER -> false;
          };
      if (!create) {
        throw missing();
      }
      create();
    }
    String version =
        database.write(
            sql -> {
              sql.update(
                  "INSERT INTO #meta (name, value) VALUES ('version', ?)"
                      + " ON CONFLICT (name) DO NOTHING",
                  VERSION);
              sql.update(
                  "INSERT INTO #rate (id, per_second, next_us) VALUES (1, NULL, 0)"
                      + " ON CONFLICT (id) DO NOTHING");
              return Objects.requireNonNull(
                  sql.first(
                      row -> row.getString(1), "SELECT value FROM #meta WHERE name = 'version'"));
            });
    if (!version.equals(VERSION)) {
      throw new JournalException(
          "The tables of the journal have version " + version + ", and this knows " + VERSION + ".",
          null,
          "Use the version of evolink-bulk that has made them.");
    }
  }

  /** {@return the base URL to which the tables belong, which is {@code base} if it was none} */
  URI claim(URI base) {
    return URI.create(
        database.write(
            sql -> {
              sql.update(
                  "INSERT INTO #meta (name, value) VALUES ('service', ?)"
                      + " ON CONFLICT (name) DO NOTHING",
                  base.toString());
              return Objects.requireNonNull(sql.first(row -> row.getString(1), SERVICE));
            }));
  }

  /** {@return the base URL to which the tables belong, if there is one} */
  Optional<URI> service() {
    if (!exists()) {
      throw missing();
    }
    return database.find(sql -> sql.first(row -> row.getString(1), SERVICE)).map(URI::create);
  }

  private JournalException missing() {
    return new JournalException(
        "The database has no table " + database.prefix() + "meta.",
        null,
        "Run ai/evolink/bulk/"
            + (database.dialect() == Dialect.SQLITE ? "sqlite.sql" : "postgresql.sql")
            + " of evolink-bulk with ${prefix} replaced, or call initialize(ALWAYS).");
  }

  private boolean exists() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + database.prefix() + "meta WHERE 1 = 0");
      return true;
    } catch (SQLException e) {
      return false; // if the reason is another one, it shows in the next step
    }
  }

  private void create() {
    database.write(
        sql -> {
          if (database.dialect() == Dialect.POSTGRESQL) {
            sql.list(row -> 0, "SELECT pg_advisory_xact_lock(7240192035)");
          }
          for (String statement : database.dialect().schema(database.prefix())) {
            sql.update(statement);
          }
          return true;
        });
  }
}
