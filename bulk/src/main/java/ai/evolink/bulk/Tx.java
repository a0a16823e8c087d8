package ai.evolink.bulk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a {@link GroupCommit}: what its operations share. All rows are read once and
 * written once, whatever the number of operations, so that a group costs as many round trips as one
 * operation. Those that many processes change, the rate and the bulks, are read last.
 */
final class Tx {
  /** How much of what nobody asked for can be made up later. */
  private static final long SLACK_MICROS = 200_000;

  /** How far ahead permits are given. */
  private static final long AHEAD_MICROS = 100_000;

  private final Sql sql;
  private final Dialect dialect;
  private final long nowMicros;
  private final Owner.Lease lease;
  private final TaskRows tasks;
  private final Map<String, ItemRow> items = new HashMap<>();
  private final Map<String, List<@Nullable Object[]>> later = new LinkedHashMap<>();
  private final Map<String, BulkRow> bulks = new TreeMap<>();

  /** What is added to bulks whose rows nobody needed to see. */
  private final Map<String, Long> corrections = new TreeMap<>();

  private boolean rateKnown;
  private double microsEach;
  private double nextMicros;
  private boolean rateUsed;

  /** An item that is to be bought. */
  record ItemRow(String bulk, String state, int shard) {}

  /** The row of a bulk, with what this transaction adds to it. */
  static final class BulkRow {
    private final String name;
    private final String state;
    private final @Nullable Long limit;
    private long held;
    private long added;
    private boolean stopped;
    private boolean changed;

    private BulkRow(String name, String state, @Nullable Long limit, long held, boolean stopped) {
      this.name = name;
      this.state = state;
      this.limit = limit;
      this.held = held;
      this.stopped = stopped;
    }
  }

  Tx(Sql sql, Dialect dialect, Owner owner, boolean renew) throws SQLException {
    this.sql = sql;
    this.dialect = dialect;
    this.nowMicros = sql.beganMicros();
    this.lease = owner.renew(sql, nowMillis(), renew);
    this.tasks = new TaskRows(sql, dialect.forUpdate());
  }

  Sql sql() {
    return sql;
  }

  long nowMicros() {
    return nowMicros;
  }

  long nowMillis() {
    return nowMicros / 1000;
  }

  Owner.Lease lease() {
    return lease;
  }

  TaskRows tasks() {
    return tasks;
  }

  // ---- reading and writing at once

  /** Reads what operations have asked for. */
  void read(Needs needs) throws SQLException {
    readItems(needs.items());
    tasks.readIds(needs.orders());
    tasks.readTasks(needs.tasks());
  }

  private void readItems(Collection<String> orderIds) throws SQLException {
    List<String> sorted = orderIds.stream().map(Columns::encode).distinct().sorted().toList();
    if (!sorted.isEmpty()) {
      sql.listIn(
          row ->
              items.put(
                  Columns.decode(String.valueOf(row.getString(1))),
                  new ItemRow(
                      String.valueOf(row.getString(2)),
                      String.valueOf(row.getString(3)),
                      row.getInt(4))),
          "SELECT order_id, bulk, state, shard FROM #item WHERE order_id IN (*) ORDER BY order_id"
              + dialect.forUpdate(),
          sorted);
    }
  }

  /** {@return the item of an order; null if it belongs to none, or was not asked for} */
  @Nullable ItemRow item(String orderId) {
    return items.get(orderId);
  }

  /** Makes an item count as sent, for the operations that follow. */
  void itemSent(String orderId, ItemRow before) {
    items.put(orderId, new ItemRow(before.bulk(), "SENT", before.shard()));
  }

  /** Runs a statement at the end, together with others like it. */
  void later(String statement, @Nullable Object... values) {
    later.computeIfAbsent(statement, any -> new ArrayList<>()).add(values);
  }

  /** Writes what operations have changed so far. */
  void flush() throws SQLException {
    tasks.flush(lease.id(), nowMillis());
    for (Map.Entry<String, List<@Nullable Object[]>> statement : later.entrySet()) {
      sql.batch(statement.getKey(), statement.getValue());
    }
    later.clear();
  }

  // ---- budget

  /**
   * Holds {@code most} for a bulk.
   *
   * @throws NotGrantedException if it does not fit
   */
  void hold(String bulk, @Nullable Long most) throws SQLException {
    BulkRow row = bulk(bulk);
    if (row == null || !row.state.equals("RUNNING")) {
      throw new NotGrantedException(
          NotGrantedException.Reason.NOT_READY, "The bulk \"" + bulk + "\" is not running");
    }
    if (row.limit != null) {
      if (most == null) {
        throw new NotGrantedException(
            NotGrantedException.Reason.PRICE,
            "The bulk \"" + bulk + "\" has a limit, and the price of the item is unknown");
      }
      long held = row.held + row.added + corrections.getOrDefault(bulk, 0L);
      if (held + most > row.limit) {
        row.stopped = true;
        row.changed = true;
        throw new NotGrantedException(
            NotGrantedException.Reason.BUDGET,
            "The limit of the bulk \""
                + bulk
                + "\" is "
                + Columns.credits(row.limit).toPlainString()
                + " credits, of which "
                + Columns.credits(held).toPlainString()
                + " are spent or reserved, and the item may cost "
                + Columns.credits(most).toPlainString());
      }
    }
    if (most != null) {
      add(row, most);
    }
  }

  /** Takes back what {@link #hold} has held in this transaction. */
  void unhold(String bulk, @Nullable Long most) {
    BulkRow row = bulks.get(bulk);
    if (row != null && most != null) {
      row.added -= most;
    }
  }

  /** Corrects what is held for a bulk. */
  void correct(@Nullable String bulk, long difference) {
    if (bulk != null && difference != 0) {
      corrections.merge(bulk, difference, Long::sum);
    }
  }

  private static void add(BulkRow row, long difference) {
    row.added += difference;
    row.changed = true;
  }

  private @Nullable BulkRow bulk(String name) throws SQLException {
    BulkRow known = bulks.get(name);
    if (known == null) {
      known =
          sql.first(
              row -> {
                long limit = row.getLong(2);
                @Nullable Long set = row.wasNull() ? null : limit;
                return new BulkRow(name, row.getString(1), set, row.getLong(3), row.getInt(4) == 1);
              },
              "SELECT state, spend_limit, held, stopped FROM #bulk WHERE name = ?"
                  + dialect.forUpdate(),
              name);
      if (known != null) {
        bulks.put(name, known);
      }
    }
    return known;
  }

  // ---- rate

  /**
   * Takes the next permit to submit.
   *
   * @return in how many microseconds from the time of this transaction it may be used; negative, if
   *     there is none yet: minus the microseconds after which to ask again
   */
  long permit() throws SQLException {
    if (!rateKnown) {
      rateKnown = true;
      Double perSecond =
          sql.first(
              row -> row.getDouble(1),
              "SELECT per_second FROM #rate WHERE id = 1 AND per_second IS NOT NULL");
      if (perSecond != null) {
        microsEach = 1_000_000 / perSecond;
        Long next =
            sql.first(
                row -> row.getLong(1),
                "SELECT next_us FROM #rate WHERE id = 1" + dialect.forUpdate());
        nextMicros = Math.max(next == null ? 0 : next, nowMicros - SLACK_MICROS);
      }
    }
    if (microsEach == 0) {
      return 0;
    }
    double ahead = nextMicros - nowMicros;
    if (ahead > AHEAD_MICROS) {
      return Math.min(-1, -(long) (ahead - AHEAD_MICROS / 2.0));
    }
    nextMicros += microsEach;
    rateUsed = true;
    return Math.max(0, (long) ahead);
  }

  /** Writes what is left, and what the operations have made of the shared rows. */
  void end() throws SQLException {
    flush();
    for (BulkRow row : bulks.values()) {
      if (row.changed) {
        sql.update(
            "UPDATE #bulk SET held = held + ?, stopped = ? WHERE name = ?",
            row.added,
            row.stopped ? 1 : 0,
            row.name);
      }
    }
    for (Map.Entry<String, Long> correction : corrections.entrySet()) {
      if (correction.getValue() != 0) {
        sql.update(
            "UPDATE #bulk SET held = held + ?, stopped = CASE WHEN ? < 0 THEN 0 ELSE stopped END"
                + " WHERE name = ?",
            correction.getValue(),
            correction.getValue(),
            correction.getKey());
      }
    }
    if (rateUsed) {
      sql.update("UPDATE #rate SET next_us = ? WHERE id = 1", (long) Math.ceil(nextMicros));
    }
  }
}
