package ai.evolink.bulk;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Databases for tests. */
public enum TestDatabase {
  SQLITE {
    @Override
    public String emptyUrl(Path folder) {
      return "jdbc:sqlite:" + folder.resolve("bulk-" + NUMBER.incrementAndGet() + ".db");
    }
  },

  POSTGRESQL {
    @Override
    public String emptyUrl(Path folder) {
      String name = "test_" + NUMBER.incrementAndGet();
      EmbeddedPostgres server = server();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return server.getJdbcUrl("postgres", name);
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Started once for all tests of a JVM; it ends with the JVM. */
  private static final class Server {
    private static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .start();
      } catch (IOException | IllegalStateException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** {@return the address of a new database} */
  public abstract String emptyUrl(Path folder);

  /** {@return a new database} */
  public DataSource empty(Path folder) {
    return source(emptyUrl(folder));
  }

  /** {@return the database at that address} */
  public static DataSource source(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      SQLiteDataSource source = new SQLiteDataSource();
      source.setUrl(url);
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  /** Where no server can run, tests of it are skipped, and everybody can read so. */
  private static EmbeddedPostgres server() {
    try {
      return Server.STARTED;
    } catch (LinkageError e) {
      String why =
          "NO POSTGRESQL TESTS: the embedded server cannot run here, perhaps because this"
              + " container has no user namespaces: "
              + e.getCause();
      System.err.println(why);
      Assumptions.abort(why);
      throw e;
    }
  }
}
