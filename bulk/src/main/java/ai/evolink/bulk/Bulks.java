package ai.evolink.bulk;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of bulks, the rate, and what is counted over items. Thread-safe. */
final class Bulks {
  private final Database database;

  Bulks(Database database) {
    this.database = database;
  }

  void createBulk(String name) {
    database.write(
        sql ->
            sql.update(
                "INSERT INTO #bulk (name, state, held, stopped) VALUES (?, 'RUNNING', 0, 0)"
                    + " ON CONFLICT (name) DO NOTHING",
                name));
  }

  void spendLimit(String bulk, @Nullable BigDecimal credits) {
    database.write(
        sql ->
            sql.update(
                "UPDATE #bulk SET spend_limit = ?, stopped = 0 WHERE name = ?",
                credits == null ? null : (Long) Columns.micros(credits),
                bulk));
  }

  /** {@return the limit of a bulk; null if it has none} */
  @Nullable BigDecimal spendLimit(String bulk) {
    return database
        .find(
            sql ->
                sql.first(
                    row -> row.getLong(1),
                    "SELECT spend_limit FROM #bulk WHERE name = ? AND spend_limit IS NOT NULL",
                    bulk))
        .map(Columns::credits)
        .orElse(null);
  }

  void state(String bulk, String state) {
    database.write(sql -> sql.update("UPDATE #bulk SET state = ? WHERE name = ?", state, bulk));
  }

  int cancel(String bulk) {
    return database.write(
        sql -> {
          long now = sql.beganMicros() / 1000;
          sql.update(
              "UPDATE #item SET retry = 0, changed_ms = ? WHERE bulk = ? AND retry = 1", now, bulk);
          return sql.update(
              "UPDATE #item SET state = 'CANCELLED', changed_ms = ? WHERE bulk = ?"
                  + " AND state = 'NEW'",
              now,
              bulk);
        });
  }

  void submitsPerSecond(double rate) {
    database.write(sql -> sql.update("UPDATE #rate SET per_second = ? WHERE id = 1", rate));
  }

  void pollsPerSecond(double rate) {
    database.write(sql -> sql.update("UPDATE #rate SET polls_per_second = ? WHERE id = 1", rate));
  }

  /**
   * {@return how many polls a second one of the workers may make; empty if that is its own affair}
   */
  Optional<Double> pollsOfAWorker() {
    return database
        .find(
            sql ->
                sql.first(
                    row -> row.getDouble(1),
                    "SELECT polls_per_second FROM #rate WHERE id = 1 AND polls_per_second IS NOT"
                        + " NULL"))
        .map(all -> all / workers());
  }

  List<String> names() {
    return database.read(
        sql ->
            sql.list(
                row -> String.valueOf(row.getString(1)), "SELECT name FROM #bulk ORDER BY name"));
  }

  List<String> running() {
    return database.read(
        sql ->
            sql.list(
                row -> String.valueOf(row.getString(1)),
                "SELECT name FROM #bulk WHERE state = 'RUNNING' ORDER BY name"));
  }

  /** {@return how many processes with a lease are workers; at least 1} */
  int workers() {
    return database
        .find(
            sql ->
                sql.first(
                    row -> Math.max(1, row.getInt(1)),
                    "SELECT COUNT(*) FROM #owner WHERE worker = 1 AND lease_until_ms * 1000 > "
                        + database.dialect().nowMicros()))
        .orElse(1);
  }

  /** {@return the time by the clock of the database} */
  long now() {
    return database
        .find(sql -> sql.first(row -> row.getLong(1), "SELECT " + database.dialect().nowMicros()))
        .map(micros -> micros / 1000)
        .orElseThrow();
  }

  /** {@return whether nothing happens any more without a decision} */
  boolean isIdle(String bulk) {
    return database.read(
        sql -> {
          boolean underWay =
              sql.first(
                      row -> 1, "SELECT 1 FROM #task WHERE bulk = ? AND pending = 1 LIMIT 1", bulk)
                  != null;
          if (underWay) {
            return false;
          }
          boolean waiting =
              sql.first(
                          row -> 1,
                          "SELECT 1 FROM #item WHERE bulk = ? AND state = 'NEW' LIMIT 1",
                          bulk)
                      != null
                  || sql.first(
                          row -> 1,
                          "SELECT 1 FROM #item WHERE bulk = ? AND retry = 1 LIMIT 1",
                          bulk)
                      != null;
          return !waiting
              || sql.first(
                      row -> 1,
                      "SELECT 1 FROM #bulk WHERE name = ? AND (stopped = 1 OR state <> 'RUNNING')",
                      bulk)
                  != null;
        });
  }

  BulkProgress progress(String bulk) {
    return database.read(
        sql -> {
          Map<BulkState, Long> counts = new EnumMap<>(BulkState.class);
          sql.list(
              row -> counts.merge(ItemView.state(row.getString(1)), row.getLong(2), Long::sum),
              "SELECT state, COUNT(*) FROM #item_state WHERE bulk = ? GROUP BY state",
              bulk);
          return Objects.requireNonNull(
              sql.first(
                  row -> {
                    BigDecimal held = Columns.credits(row.getLong(1));
                    long limit = row.getLong(2);
                    @Nullable BigDecimal most = row.wasNull() ? null : Columns.credits(limit);
                    return new BulkProgress(
                        counts, held, most, row.getInt(3) == 1, "PAUSED".equals(row.getString(4)));
                  },
                  "SELECT held, spend_limit, stopped, state FROM #bulk WHERE name = ?",
                  bulk));
        });
  }
}
