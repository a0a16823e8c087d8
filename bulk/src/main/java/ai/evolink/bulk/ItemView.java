package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items as callers see them. Thread-safe. */
final class ItemView {
  private static final String VIEW =
      "SELECT bulk, item, order_id, state, attempt, task, result, held, detail, seq"
          + " FROM #item_state";

  private final JdbcTaskStore store;

  ItemView(JdbcTaskStore store) {
    this.store = store;
  }

  static BulkState state(@Nullable String name) {
    return BulkState.valueOf(String.valueOf(name));
  }

  List<BulkOrder> page(
      @Nullable EvolinkClient evolink, String bulk, BulkState state, long after, int size) {
    // The few of a million are found by an index; the view alone would look at all.
    String of =
        state == BulkState.UNCERTAIN
            ? " AND order_id IN (SELECT id FROM #task WHERE state IN ('INTENT', 'UNCERTAIN'))"
            : "";
    return store
        .database()
        .read(
            sql ->
                sql.list(
                    row -> order(evolink, row),
                    VIEW
                        + " WHERE bulk = ? AND state = ? AND seq > ?"
                        + of
                        + " ORDER BY seq LIMIT "
                        + size,
                    bulk,
                    state.name(),
                    after));
  }

  @Nullable BulkOrder find(@Nullable EvolinkClient evolink, String orderId) {
    return store
        .database()
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

  private BulkOrder order(@Nullable EvolinkClient evolink, ResultSet row) throws SQLException {
    long held = row.getLong(8);
    @Nullable BigDecimal credits = row.wasNull() ? null : Columns.credits(held);
    String detail = row.getString(9);
    return new BulkOrder(
        store,
        evolink,
        new BulkOrder.Values(
            String.valueOf(row.getString(1)),
            String.valueOf(row.getString(2)),
            Columns.decode(String.valueOf(row.getString(3))),
            state(row.getString(4)),
            row.getInt(5),
            row.getString(6),
            row.getString(7),
            credits,
            detail == null ? null : Columns.decode(detail),
            row.getLong(10)));
  }
}
