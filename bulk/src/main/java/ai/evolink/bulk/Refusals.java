package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import java.sql.SQLException;

/** Takes back attempts that have bought nothing. */
final class Refusals {
  private Refusals() {}

  static boolean mayBeRefused(JournalEntry entry) {
    return entry.task().isEmpty()
        && (entry.state() == JournalState.INTENT || entry.state() == JournalState.UNCERTAIN);
  }

  /**
   * Forgets an attempt that bought nothing. The one that it has replaced stands again, and an item
   * can be bought again.
   */
  static void withdraw(Tx tx, Columns.Row gone) throws SQLException {
    JournalEntry.Key key = gone.entry().key();
    String id = Columns.encode(key.id());
    Journal.delete(tx.sql(), key);
    tx.correct(gone.bulk(), -gone.held());
    Columns.Row before = Journal.latest(tx.sql(), key.id());
    if (before == null) {
      tx.sql().update("UPDATE #item SET state = 'NEW' WHERE order_id = ? AND state = 'SENT'", id);
    } else if (before.entry().state() == JournalState.RETRIED) {
      boolean bought = before.entry().task().isPresent();
      tx.sql()
          .update(
              "UPDATE #task SET state = ?, body = ?, pending = ? WHERE id = ? AND attempt = ?",
              (bought ? JournalState.ACCEPTED : JournalState.UNCERTAIN).name(),
              gone.entry().body().orElse(null),
              bought ? 1 : 0,
              id,
              before.entry().key().attempt());
      tx.sql()
          .update(
              "UPDATE #item SET attempt = ?, retry = ? WHERE order_id = ?",
              before.entry().key().attempt(),
              bought ? 0 : 1, // the decision to buy it again stands
              id);
    }
  }
}
