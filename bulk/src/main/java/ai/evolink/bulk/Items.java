package ai.evolink.bulk;

import ai.evolink.JournalState;
import ai.evolink.RequestJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The items of bulks in the database. Thread-safe. */
final class Items {
  /** Among how many shards the items are distributed: so many workers can share them. */
  static final int SHARDS = 16;

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

  /**
   * A task that is still to end, or whose results are still to be stored.
   *
   * @param ended whether the journal knows its end: of a callback, perhaps, to another process
   */
  record Open(String orderId, int shard, String token, boolean ended) {}

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

  /** Called after many were added: plans that were made for few are not good for them. */
  void loaded() {
    String statement = database.dialect().afterLoad();
    if (!statement.isEmpty()) {
      int unused = database.write(sql -> sql.update(statement));
    }
  }

  private static int insert(Sql sql, String bulk, List<BulkItem> items, List<String> requests)
      throws SQLException {
    List<String> ids =
        items.stream().map(item -> Columns.encode(orderId(bulk, item.key()))).toList();
    Map<String, String> there = new HashMap<>();
    sql.listIn(
        row -> there.put(row.getString(1), row.getString(2)),
        "SELECT order_id, request FROM #item WHERE order_id IN (*)",
        ids);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      BulkItem item = items.get(i);
      String before = there.putIfAbsent(ids.get(i), requests.get(i));
      if (before != null) {
        requireSame(bulk, item.key(), before, requests.get(i));
        continue;
      }
      rows.add(
          new Object[] {
            ids.get(i),
            bulk,
            item.key(),
            requests.get(i),
            item.priority(),
            shard(orderId(bulk, item.key())),
            sql.beganMicros() / 1000
          });
    }
    if (rows.isEmpty()) {
      return 0;
    }
    int[] counts =
        sql.batch(
            "INSERT INTO #item (order_id, bulk, item_key, request, state, attempt, priority,"
                + " shard, retry, not_before_ms, changed_ms) VALUES (?, ?, ?, ?, 'NEW', 0, ?, ?,"
                + " 0, 0, ?) ON CONFLICT (order_id) DO NOTHING",
            rows);
    if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
      throw new TaskRows.Overtaken("An item");
    }
    return rows.size();
  }

  private static void requireSame(String bulk, String key, String there, String request) {
    if (!there.equals(request)) {
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
    change(
        tx ->
            tx.later(
                "UPDATE #item SET state = CASE WHEN state = 'NEW' THEN 'REFUSED' ELSE state END,"
                    + " retry = 0, detail = ?, changed_ms = ? WHERE order_id = ?",
                Columns.encode(detail),
                tx.nowMillis(),
                Columns.encode(orderId)));
  }

  /** Lets an item rest. */
  void later(String orderId, long millis, String detail) {
    change(
        tx ->
            tx.later(
                "UPDATE #item SET not_before_ms = ?, detail = ?, changed_ms = ?"
                    + " WHERE order_id = ?",
                tx.nowMillis() + millis,
                Columns.encode(detail),
                tx.nowMillis(),
                Columns.encode(orderId)));
  }

  void stored(String orderId, @Nullable String location) {
    change(
        tx ->
            tx.later(
                "UPDATE #item SET location = ?, detail = NULL, changed_ms = ? WHERE order_id = ?",
                location == null ? null : Columns.encode(location),
                tx.nowMillis(),
                Columns.encode(orderId)));
  }

  private interface Change {
    void make(Tx tx) throws SQLException;
  }

  private void change(Change change) {
    commits.run(
        tx -> {
          change.make(tx);
          return true;
        });
  }

  boolean wantRetry(String orderId) {
    String id = Columns.encode(orderId);
    return database.write(
        sql ->
            sql.update(
                    "UPDATE #item SET retry = 1, not_before_ms = 0, changed_ms = ?"
                        + " WHERE order_id = ?"
                        + " AND state = 'SENT' AND EXISTS (SELECT 1 FROM #task t WHERE t.id = ?"
                        + " AND t.attempt = #item.attempt AND (t.state = 'UNCERTAIN'"
                        + " OR t.state IN ('FAILED', 'CANCELLED')))",
                    sql.beganMicros() / 1000,
                    id,
                    id)
                == 1);
  }

  /** Records that it is decided whether a failed item is bought again. */
  void failed(String orderId, boolean again, long delayMillis) {
    commits.run(
        GroupCommit.Op.of(
            needs -> needs.order(orderId),
            tx -> {
              Columns.Row row = tx.tasks().latest(orderId);
              if (row == null || !row.pending() || !hasFailed(row)) {
                return false;
              }
              tx.tasks().update(row.with(row.entry(), row.held(), false));
              if (again) {
                tx.later(
                    "UPDATE #item SET retry = 1, not_before_ms = ?, changed_ms = ?"
                        + " WHERE order_id = ? AND state = 'SENT'",
                    tx.nowMillis() + delayMillis,
                    tx.nowMillis(),
                    Columns.encode(orderId));
              }
              return true;
            }));
  }

  private static boolean hasFailed(Columns.Row row) {
    return row.entry().state() == JournalState.FAILED
        || row.entry().state() == JournalState.CANCELLED;
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
                        String.valueOf(row.getString(3)),
                        JournalState.valueOf(row.getString(4)).hasEnded()),
                "SELECT id, shard, task_token, state FROM #task WHERE pending = 1"
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
                "SELECT id, hint FROM #task WHERE state IN ('INTENT', 'UNCERTAIN')"
                    + " AND state = 'UNCERTAIN' AND hint IS NOT NULL"
                    + " AND bulk IS NOT NULL AND shard IN ("
                    + list(shards)
                    + ")"));
  }
}
