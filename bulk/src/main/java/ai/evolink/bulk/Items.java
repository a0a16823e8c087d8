package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import ai.evolink.RequestJson;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The items of bulks in the database. Thread-safe. */
final class Items {
  /** Among how many shards the items are distributed: so many workers can share them. */
  static final int SHARDS = 16;

  private static final String VIEW =
      "SELECT bulk, item, order_id, state, attempt, task, result, credits, detail, seq FROM #items";

  private final Database database;
  private final GroupCommit commits;

  Items(Database database, GroupCommit commits) {
    this.database = database;
    this.commits = commits;
  }

  /** An item that can be sent. */
  record Ready(
      String orderId,
      String bulk,
      String key,
      String request,
      int priority,
      long seq,
      boolean retry) {}

  /** A task that is still to end, or whose results are still to be stored. */
  record Open(String orderId, int shard, String token) {}

  // ---- bulks

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
          sql.update("UPDATE #item SET retry = 0 WHERE bulk = ? AND retry = 1", bulk);
          return sql.update(
              "UPDATE #item SET state = 'CANCELLED' WHERE bulk = ? AND state = 'NEW'", bulk);
        });
  }

  void submitsPerSecond(double rate) {
    database.write(sql -> sql.update("UPDATE #rate SET per_second = ? WHERE id = 1", rate));
  }

  List<String> running() {
    return database.read(
        sql ->
            sql.list(
                row -> String.valueOf(row.getString(1)),
                "SELECT name FROM #bulk WHERE state = 'RUNNING' ORDER BY name"));
  }

  // ---- items

  static String orderId(String bulk, String key) {
    return bulk + "/" + key;
  }

  static int shard(String orderId) {
    int hash = orderId.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), SHARDS);
  }

  /**
   * Adds items, unless there are any with their keys.
   *
   * @return how many were added
   * @throws IllegalArgumentException if one with the key has another request
   */
  int add(String bulk, List<BulkItem> items) {
    List<String> requests = items.stream().map(item -> RequestJson.write(item.request())).toList();
    return database.write(sql -> insert(sql, bulk, items, requests));
  }

  private static int insert(Sql sql, String bulk, List<BulkItem> items, List<String> requests)
      throws SQLException {
    int added = 0;
    try (PreparedStatement statement =
        sql.prepare(
            "INSERT INTO #item (order_id, bulk, item_key, request, state, attempt, priority,"
                + " shard, retry, not_before_ms) VALUES (?, ?, ?, ?, 'NEW', 0, ?, ?, 0, 0)"
                + " ON CONFLICT (order_id) DO NOTHING")) {
      for (int i = 0; i < items.size(); i++) {
        BulkItem item = items.get(i);
        String orderId = orderId(bulk, item.key());
        statement.setString(1, Columns.encode(orderId));
        statement.setString(2, bulk);
        statement.setString(3, item.key());
        statement.setString(4, requests.get(i));
        statement.setInt(5, item.priority());
        statement.setInt(6, shard(orderId));
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          added++;
        } else {
          requireSame(sql, bulk, items.get(i).key(), requests.get(i));
        }
      }
    }
    return added;
  }

  private static void requireSame(Sql sql, String bulk, String key, String request)
      throws SQLException {
    String there =
        sql.first(
            row -> String.valueOf(row.getString(1)),
            "SELECT request FROM #item WHERE order_id = ?",
            Columns.encode(orderId(bulk, key)));
    if (there != null && !there.equals(request)) {
      throw new IllegalArgumentException(
          "The key \""
              + key
              + "\" belongs to another request of the bulk \""
              + bulk
              + "\". A key names one purchase: use another key or another bulk");
    }
  }

  /** {@return items of a bulk that can be sent, the most urgent first} */
  List<Ready> ready(String bulk, @Nullable Collection<Integer> shards, long now, int limit) {
    String of = shards == null ? "" : " AND shard IN (" + list(shards) + ")";
    String columns =
        "SELECT order_id, item_key, request, priority, seq, retry FROM #item WHERE bulk = ?"
            + " AND not_before_ms <= ?";
    String order = of + " ORDER BY priority DESC, seq LIMIT " + limit;
    return database.read(
        sql -> {
          List<Ready> again =
              sql.list(row -> ready(row, bulk), columns + " AND retry = 1" + order, bulk, now);
          List<Ready> fresh =
              sql.list(row -> ready(row, bulk), columns + " AND state = 'NEW'" + order, bulk, now);
          again.addAll(fresh);
          return again;
        });
  }

  private static Ready ready(ResultSet row, String bulk) throws SQLException {
    return new Ready(
        Columns.decode(String.valueOf(row.getString(1))),
        bulk,
        String.valueOf(row.getString(2)),
        String.valueOf(row.getString(3)),
        row.getInt(4),
        row.getLong(5),
        row.getInt(6) == 1);
  }

  private static String list(Collection<Integer> shards) {
    return shards.isEmpty()
        ? "-1"
        : shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Records that an item cannot be bought. */
  void refuse(String orderId, String detail) {
    commits.run(
        tx ->
            tx.sql()
                .update(
                    "UPDATE #item SET state = CASE WHEN state = 'NEW' THEN 'REFUSED' ELSE state"
                        + " END, retry = 0, detail = ? WHERE order_id = ?",
                    Columns.encode(detail),
                    Columns.encode(orderId)));
  }

  /** Lets an item rest. */
  void later(String orderId, long millis, String detail) {
    commits.run(
        tx ->
            tx.sql()
                .update(
                    "UPDATE #item SET not_before_ms = ?, detail = ? WHERE order_id = ?",
                    tx.nowMillis() + millis,
                    Columns.encode(detail),
                    Columns.encode(orderId)));
  }

  boolean wantRetry(String orderId) {
    String id = Columns.encode(orderId);
    return database.write(
        sql ->
            sql.update(
                    "UPDATE #item SET retry = 1, not_before_ms = 0 WHERE order_id = ?"
                        + " AND state = 'SENT' AND EXISTS (SELECT 1 FROM #task t WHERE t.id = ?"
                        + " AND t.attempt = #item.attempt"
                        + " AND t.state IN ('UNCERTAIN', 'FAILED', 'CANCELLED'))",
                    id,
                    id)
                == 1);
  }

  /** Records that it is decided whether a failed item is bought again. */
  void failed(String orderId, boolean again, long delayMillis) {
    String id = Columns.encode(orderId);
    commits.run(
        tx -> {
          int changed =
              tx.sql()
                  .update(
                      "UPDATE #task SET pending = 0 WHERE id = ? AND pending = 1"
                          + " AND state IN ('FAILED', 'CANCELLED')",
                      id);
          return changed == 1 && again
              ? tx.sql()
                  .update(
                      "UPDATE #item SET retry = 1, not_before_ms = ? WHERE order_id = ?"
                          + " AND state = 'SENT'",
                      tx.nowMillis() + delayMillis,
                      id)
              : 0;
        });
  }

  void stored(String orderId, @Nullable String location) {
    commits.run(
        tx ->
            tx.sql()
                .update(
                    "UPDATE #item SET location = ?, detail = NULL WHERE order_id = ?",
                    location,
                    Columns.encode(orderId)));
  }

  // ---- what is under way

  List<Open> open(Collection<Integer> shards) {
    return database.read(
        sql ->
            sql.list(
                row ->
                    new Open(
                        Columns.decode(String.valueOf(row.getString(1))),
                        row.getInt(2),
                        String.valueOf(row.getString(3))),
                "SELECT id, shard, task_token FROM #task WHERE pending = 1"
                    + " AND state <> 'INTENT' AND bulk IS NOT NULL"
                    + " AND task_token IS NOT NULL AND shard IN ("
                    + list(shards)
                    + ")"));
  }

  /** {@return uncertain items that a callback has named a task for, as order id and task} */
  List<Map.Entry<String, String>> hinted(Collection<Integer> shards) {
    return database.read(
        sql ->
            sql.list(
                row ->
                    Map.entry(
                        Columns.decode(String.valueOf(row.getString(1))),
                        String.valueOf(row.getString(2))),
                "SELECT id, hint FROM #task WHERE state = 'UNCERTAIN' AND hint IS NOT NULL"
                    + " AND bulk IS NOT NULL AND shard IN ("
                    + list(shards)
                    + ")"));
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

  // ---- what people ask

  BulkProgress progress(String bulk) {
    return database.read(
        sql -> {
          Map<BulkState, Long> counts = new EnumMap<>(BulkState.class);
          sql.list(
              row -> counts.merge(state(row.getString(1)), row.getLong(2), Long::sum),
              "SELECT state, COUNT(*) FROM #items WHERE bulk = ? GROUP BY state",
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

  private static BulkState state(@Nullable String name) {
    return BulkState.valueOf(String.valueOf(name));
  }

  List<BulkOrder> page(EvolinkClient evolink, String bulk, BulkState state, long after, int size) {
    return database.read(
        sql ->
            sql.list(
                row -> order(evolink, row),
                VIEW + " WHERE bulk = ? AND state = ? AND seq > ? ORDER BY seq LIMIT " + size,
                bulk,
                state.name(),
                after));
  }

  @Nullable BulkOrder find(EvolinkClient evolink, String orderId) {
    return database
        .read(
            sql ->
                sql.list(
                    row -> order(evolink, row),
                    VIEW + " WHERE order_id = ?",
                    Columns.encode(orderId)))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private BulkOrder order(EvolinkClient evolink, ResultSet row) throws SQLException {
    BigDecimal credits = row.getBigDecimal(8);
    String detail = row.getString(9);
    return new BulkOrder(
        this,
        evolink,
        new BulkOrder.Values(
            String.valueOf(row.getString(1)),
            String.valueOf(row.getString(2)),
            Columns.decode(String.valueOf(row.getString(3))),
            state(row.getString(4)),
            row.getInt(5),
            row.getString(6),
            row.getString(7),
            credits == null ? null : new BigDecimal(credits.stripTrailingZeros().toPlainString()),
            detail == null ? null : Columns.decode(detail),
            row.getLong(10)));
  }
}
