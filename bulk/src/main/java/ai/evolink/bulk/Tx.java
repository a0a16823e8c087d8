package ai.evolink.bulk;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a {@link GroupCommit}: what its operations share. The rows that many processes
 * change, the rate and the bulks, are read once and written once, whatever the number of
 * operations.
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
  private final Map<String, BulkRow> bulks = new TreeMap<>();
  private boolean rateKnown;
  private double microsEach;
  private double nextMicros;
  private boolean rateUsed;

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
    Long now = sql.first(row -> row.getLong(1), "SELECT " + dialect.nowMicros());
    this.nowMicros = now == null ? 0 : now;
    this.lease = owner.renew(sql, nowMillis(), renew);
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

  String forUpdate() {
    return dialect.forUpdate();
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
      if (row.held + row.added + most > row.limit) {
        row.stopped = true;
        row.changed = true;
        throw new NotGrantedException(
            NotGrantedException.Reason.BUDGET,
            "The limit of the bulk \""
                + bulk
                + "\" is "
                + Columns.credits(row.limit).toPlainString()
                + " credits, of which "
                + Columns.credits(row.held + row.added).toPlainString()
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
  void correct(@Nullable String bulk, long difference) throws SQLException {
    if (bulk != null && difference != 0) {
      BulkRow row = bulk(bulk);
      if (row != null) {
        add(row, difference);
      }
    }
  }

  private static void add(BulkRow row, long difference) {
    row.added += difference;
    row.changed = true;
    if (difference < 0) {
      row.stopped = false;
    }
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
              "SELECT state, spend_limit, held, stopped FROM #bulk WHERE name = ?" + forUpdate(),
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
                row -> row.getLong(1), "SELECT next_us FROM #rate WHERE id = 1" + forUpdate());
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

  /** Writes what the operations have made of the shared rows. */
  void end() throws SQLException {
    for (BulkRow row : bulks.values()) {
      if (row.changed) {
        sql.update(
            "UPDATE #bulk SET held = held + ?, stopped = ? WHERE name = ?",
            row.added,
            row.stopped ? 1 : 0,
            row.name);
      }
    }
    if (rateUsed) {
      sql.update("UPDATE #rate SET next_us = ? WHERE id = 1", (long) Math.ceil(nextMicros));
    }
  }
}
