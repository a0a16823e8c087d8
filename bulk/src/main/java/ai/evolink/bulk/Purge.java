package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Forgets entries that need nothing any more. What they have cost still counts. */
final class Purge {
  private static final int AT_ONCE = 200;
  private static final Duration KEPT = Duration.ofDays(30);

  private Purge() {}

  /** Drops what nobody has asked for in 30 days, as every journal does. */
  static void tidy(Tx tx) throws SQLException {
    long oldest = Columns.nanos(Instant.ofEpochMilli(tx.nowMillis()).minus(KEPT));
    for (Columns.Row row :
        Journal.page(tx.sql(), -1, "ordered = 0 AND intended_ns < " + oldest, 100_000)) {
      Journal.settle(tx, row, row.entry());
    }
  }

  static int before(Instant time, Database database, GroupCommit commits) {
    String where =
        "intended_ns < "
            + Columns.nanos(time)
            + " AND (state IN ('FAILED', 'CANCELLED', 'RETRIED', 'GIVEN_UP')"
            + " OR state = 'COMPLETED' AND saved = 1)";
    List<JournalEntry.Key> all = new ArrayList<>();
    Journal.pages(database, where, row -> all.add(row.entry().key()));
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<JournalEntry.Key> part = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      commits.run(
          GroupCommit.Op.of(
              needs -> part.forEach(key -> needs.order(key.id())), tx -> forget(tx, part)));
    }
    return all.size();
  }

  private static boolean forget(Tx tx, List<JournalEntry.Key> keys) throws SQLException {
    for (JournalEntry.Key key : keys) {
      Columns.Row row = tx.tasks().get(key);
      if (row != null) {
        Journal.settle(tx, row, row.entry());
        tx.later(
            "DELETE FROM #item WHERE order_id = ? AND attempt = ?",
            Columns.encode(key.id()),
            key.attempt());
      }
    }
    return true;
  }
}
