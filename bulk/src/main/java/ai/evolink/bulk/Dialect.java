package ai.evolink.bulk;

import ai.evolink.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What differs between databases. */
enum Dialect {
  POSTGRESQL {
    @Override
    void prepare(Connection connection) throws SQLException {
      connection.setAutoCommit(true);
      if (text(connection, "SHOW fsync").equals("off")) {
        throw new JournalException(
            "This PostgreSQL server runs with fsync=off, and loses commits when its machine fails.",
            null,
            "Set fsync = on in postgresql.conf.");
      }
    }

    @Override
    void begin(Sql sql) throws SQLException {
      sql.connection().setAutoCommit(false);
      sql.list(
          row -> begun(sql, row.getLong(1)),
          "SELECT "
              + nowMicros()
              + ", set_config('synchronous_commit', CASE WHEN current_setting("
              + "'synchronous_commit') IN ('off', 'local') THEN 'on' ELSE current_setting("
              + "'synchronous_commit') END, true)");
    }

    @Override
    void commit(Connection connection) throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    @Override
    String nowMicros() {
      return "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)";
    }

    @Override
    String forUpdate() {
      return " FOR UPDATE";
    }

    @Override
    boolean mayRepeat(SQLException e) {
      return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }
  },

  SQLITE {
    @Override
    void prepare(Connection connection) throws SQLException {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 20000");
        statement.execute("PRAGMA synchronous = FULL");
      }
      String mode = text(connection, "PRAGMA journal_mode = WAL");
      if (!mode.equals("wal")) {
        throw new JournalException(
            "This SQLite database cannot be used: its journal mode is " + mode + ", not WAL.",
            null,
            "Name a file on a local disk; a database in memory forgets what was bought.");
      }
    }

    @Override
    void begin(Sql sql) throws SQLException {
      run(sql.connection(), "BEGIN IMMEDIATE");
      sql.list(row -> begun(sql, row.getLong(1)), "SELECT " + nowMicros());
    }

    @Override
    void commit(Connection connection) throws SQLException {
      run(connection, "COMMIT");
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      run(connection, "ROLLBACK");
    }

    @Override
    String nowMicros() {
      return "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000";
    }

    @Override
    String forUpdate() {
      return ""; // the whole database is locked from BEGIN IMMEDIATE on
    }

    @Override
    boolean mayRepeat(SQLException e) {
      int code = e.getErrorCode() & 0xff;
      return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
    }
  };

  /** Sets what a new connection needs, and refuses a database that loses commits. */
  abstract void prepare(Connection connection) throws SQLException;

  /** Begins a transaction, and tells {@code sql} when. */
  abstract void begin(Sql sql) throws SQLException;

  abstract void commit(Connection connection) throws SQLException;

  abstract void rollback(Connection connection) throws SQLException;

  /** {@return an expression for the clock of the database, in microseconds since 1970} */
  abstract String nowMicros();

  /** {@return what makes a query lock the rows that it returns} */
  abstract String forUpdate();

  /** {@return whether a transaction that failed so has changed nothing and may succeed later} */
  abstract boolean mayRepeat(SQLException e);

  /**
   * @throws JournalException if the database is not one of these
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" -> POSTGRESQL;
      case "sqlite" -> SQLITE;
      case "h2" ->
          throw new JournalException(
              "H2 cannot be used: by default it loses commits when its process is killed.",
              null,
              "Use SQLite for one machine (jdbc:sqlite:FILE), or PostgreSQL for several.");
      default ->
          throw new JournalException(
              product + " cannot be used: nobody has tried whether it keeps what this needs.",
              null,
              "Use SQLite for one machine (jdbc:sqlite:FILE), or PostgreSQL for several.");
    };
  }

  /** {@return the statements that create the tables} */
  List<String> schema(String prefix) {
    String name = name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream in = Dialect.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String statement : all.replaceAll("(?m)--.*$", "").split(";", -1)) {
        if (!statement.isBlank()) {
          statements.add(statement.strip().replace("${prefix}", prefix));
        }
      }
      return statements;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + name, e);
    }
  }

  private static boolean begun(Sql sql, long micros) {
    sql.begunAt(micros);
    return true;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
