package ai.evolink.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection, with the prefix of the tables in place of {@code #}. They stay
 * prepared as long as the connection is kept. Not thread-safe.
 */
final class Sql {
  /** So many values one statement looks for. */
  static final int MOST_VALUES = 256;

  private static final int PREPARED = 60;

  private final Connection connection;
  private final String prefix;
  private long beganMicros;
  private final Map<String, PreparedStatement> prepared =
      new LinkedHashMap<>(PREPARED * 2, 0.75f, true);

  Sql(Connection connection, String prefix) {
    this.connection = connection;
    this.prefix = prefix;
  }

  /** Makes a value of a row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Connection connection() {
    return connection;
  }

  /** {@return when the transaction began, by the clock of the database} */
  long beganMicros() {
    return beganMicros;
  }

  void begunAt(long micros) {
    beganMicros = micros;
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return with(sql, values).executeUpdate();
  }

  /**
   * Runs a statement once for each row of values, in one round trip if the driver can.
   *
   * @return how many rows each has changed
   */
  int[] batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.size() == 1) {
      return new int[] {update(sql, rows.get(0))};
    }
    PreparedStatement statement = prepared(sql);
    for (@Nullable Object[] row : rows) {
      set(statement, row);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  <T> List<T> list(Reader<T> reader, String sql, @Nullable Object... values) throws SQLException {
    try (ResultSet rows = with(sql, values).executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    }
  }

  /**
   * Runs a query for many values, as few times as possible.
   *
   * @param sql with {@code IN (*)}
   */
  <T> List<T> listIn(Reader<T> reader, String sql, Collection<String> values) throws SQLException {
    List<T> all = new ArrayList<>();
    List<String> left = new ArrayList<>(values);
    for (int from = 0; from < left.size(); from += MOST_VALUES) {
      List<String> part = left.subList(from, Math.min(left.size(), from + MOST_VALUES));
      int places = 1;
      while (places < part.size()) {
        places *= 4; // so that there are few statements, which stay prepared
      }
      String[] padded = Arrays.copyOf(part.toArray(String[]::new), places);
      Arrays.fill(padded, part.size(), places, part.get(0));
      String marks = "IN (" + "?, ".repeat(places - 1) + "?)";
      all.addAll(list(reader, sql.replace("IN (*)", marks), (Object[]) padded));
    }
    return all;
  }

  <T> @Nullable T first(Reader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    List<T> all = list(reader, sql, values);
    return all.isEmpty() ? null : all.get(0);
  }

  private PreparedStatement with(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = prepared(sql);
    set(statement, values);
    return statement;
  }

  private static void set(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    if (prepared.size() == PREPARED) {
      String oldest = prepared.keySet().iterator().next();
      prepared.remove(oldest).close();
    }
    PreparedStatement made = connection.prepareStatement(sql.replace("#", prefix));
    prepared.put(sql, made);
    return made;
  }

  /** Frees what was prepared, and gives the connection back. */
  void close() throws SQLException {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
    } finally {
      prepared.clear();
      connection.close();
    }
  }
}
