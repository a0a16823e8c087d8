package ai.evolink.bulk;

import ai.evolink.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions on connections of its own. Two are kept, one that writes and one that reads,
 * and given back to the data source now and then, so that a pool can replace them.
 */
final class Database {
  private static final long KEPT = TimeUnit.SECONDS.toNanos(30);
  private static final int TRIES = 5;

  private final DataSource source;
  private final String prefix;
  private volatile @Nullable Dialect dialect;
  private final Lane writing = new Lane();
  private final Lane reading = new Lane();

  Database(DataSource source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  /** What may find nothing. */
  interface Query<T> {
    @Nullable T with(Sql sql) throws SQLException;
  }

  Dialect dialect() {
    Dialect known = dialect;
    if (known == null) {
      try (Connection connection = source.getConnection()) {
        known = Dialect.of(connection);
      } catch (SQLException e) {
        throw failed(e);
      }
      dialect = known;
    }
    return known;
  }

  String prefix() {
    return prefix;
  }

  /** {@return a connection with all settings, which the caller closes} */
  Connection connect() throws SQLException {
    Dialect known = dialect();
    Connection connection = source.getConnection();
    try {
      known.prepare(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Runs {@code work} in a transaction that is committed, on disk, when this returns. */
  <T> T write(Work<T> work) {
    return writing.run(sql -> transaction(sql, work));
  }

  /** Runs queries, each for itself. */
  <T> T read(Work<T> work) {
    return reading.run(work);
  }

  /** Runs queries that may find nothing. */
  <T> Optional<T> find(Query<T> query) {
    return read(sql -> Optional.ofNullable(query.with(sql)));
  }

  private <T> T transaction(Sql sql, Work<T> work) throws SQLException {
    Connection connection = sql.connection();
    for (int tries = 1; ; tries++) {
      dialect().begin(sql);
      try {
        T result = work.with(sql);
        dialect().commit(connection);
        return result;
      } catch (SQLException e) {
        rollBack(connection, e);
        if (!dialect().mayRepeat(e) || tries == TRIES) {
          throw e;
        }
      } catch (RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private void rollBack(Connection connection, Throwable why) {
    try {
      dialect().rollback(connection);
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  void close() {
    writing.close();
    reading.close();
  }

  static JournalException failed(SQLException e) {
    return new JournalException(
        "The database of the journal cannot be used: " + e.getMessage(),
        e,
        "Nothing is bought without it.");
  }

  /** A connection that one thread at a time uses. */
  private final class Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Sql kept;
    private long since;

    <T> T run(Work<T> work) {
      lock.lock();
      try {
        boolean usable = false;
        try {
          T result = work.with(current());
          usable = true;
          return result;
        } catch (SQLException e) {
          throw failed(e);
        } finally {
          if (!usable || System.nanoTime() - since > KEPT) {
            release();
          }
        }
      } finally {
        lock.unlock();
      }
    }

    private Sql current() throws SQLException {
      Sql sql = kept;
      if (sql == null) {
        sql = new Sql(connect(), prefix);
        kept = sql;
        since = System.nanoTime();
      }
      return sql;
    }

    private void release() {
      Sql sql = kept;
      kept = null;
      if (sql != null) {
        try {
          sql.close();
        } catch (SQLException e) {
          // It is not used any more.
        }
      }
    }

    void close() {
      lock.lock();
      try {
        release();
      } finally {
        lock.unlock();
      }
    }
  }
}
