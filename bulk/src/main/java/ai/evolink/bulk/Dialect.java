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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** What differs between databases. */
enum Dialect {
  POSTGRESQL {
    @Override
    void prepare(Connection connection) throws SQLException {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT version(), current_setting('fsync'), pg_is_in_recovery(),"
                      + " current_setting('transaction_read_only')")) {
        row.next();
        requirePostgres(String.valueOf(row.getString(1)));
        if ("off".equals(row.getString(2))) {
          throw new JournalException(
              "This PostgreSQL server runs with fsync=off, and loses commits when its machine"
                  + " fails.",
              null,
              "Set fsync = on in postgresql.conf.");
        }
        if (row.getBoolean(3) || "on".equals(row.getString(4))) {
          throw new JournalException(
              row.getBoolean(3)
                  ? "This PostgreSQL server is a standby, where nothing can be written."
                  : "This PostgreSQL connection is read-only: nothing can be written.",
              null,
              "Name the primary; with several hosts in the URL, targetServerType=primary does.");
        }
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
              + "'synchronous_commit') END, true)"
              // A plan that was made while a table was empty would be kept for a full one.
              + ", set_config('enable_seqscan', 'off', true)");
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
    String afterLoad() {
      return "ANALYZE #item";
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
        statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
        statement.execute("PRAGMA synchronous = FULL");
      }
      String mode = patiently(() -> text(connection, "PRAGMA journal_mode = WAL"));
      if (!mode.equals("wal")) {
        throw new JournalException(
            "This SQLite database cannot be used: its journal mode is " + mode + ", not WAL.",
            null,
            "Name a file on a local disk; a database in memory forgets what was bought.");
      }
    }

    @Override
    void begin(Sql sql) throws SQLException {
      // SQLite itself would sleep for up to 100 ms before it looks again.
      run(sql.connection(), "PRAGMA busy_timeout = 0");
      patiently(
          () -> {
            run(sql.connection(), "BEGIN IMMEDIATE");
            return true;
          });
      run(sql.connection(), "PRAGMA busy_timeout = " + BUSY_MILLIS);
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

    private interface Attempt<T> {
      T make() throws SQLException;
    }

    /** Tries again while another process has the file locked: for WAL, SQLite itself does not. */
    private <T> T patiently(Attempt<T> attempt) throws SQLException {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
      while (true) {
        try {
          return attempt.make();
        } catch (SQLException e) {
          if (!mayRepeat(e) || System.nanoTime() > end) {
            throw e;
          }
          LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(200_000, 2_000_000));
        }
      }
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
    String afterLoad() {
      return "";
    }

    @Override
    boolean mayRepeat(SQLException e) {
      int code = e.getErrorCode() & 0xff;
      return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
    }
  };

  private static final int BUSY_MILLIS = 20_000;

  /** Names in {@code version()} of those that begin it with PostgreSQL's. */
  private static final Pattern LOOK_ALIKE =
      Pattern.compile(
          "-YB-|Yugabyte|Cockroach|Greenplum|Redshift|openGauss|Materialize",
          Pattern.CASE_INSENSITIVE);

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

  /** {@return what tells the database that it has many more items; empty if it knows by itself} */
  abstract String afterLoad();

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

  /** Refuses what speaks the protocol of PostgreSQL and is not it: nobody has tried any. */
  private static void requirePostgres(String version) {
    if (!version.matches("PostgreSQL (1[0-9]|[2-9][0-9])[^0-9].*")
        || LOOK_ALIKE.matcher(version).find()) {
      throw new JournalException(
          "This server is \""
              + version
              + "\", not a PostgreSQL from 10 on: nobody has tried whether it keeps what this"
              + " needs.",
          null,
          "Use PostgreSQL, or SQLite for one machine (jdbc:sqlite:FILE).");
    }
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
