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
    tx.tasks().delete(key);
    tx.correct(gone.bulk(), -gone.held());
    Columns.Row before = tx.tasks().latest(key.id());
    if (before == null) {
      tx.later(
          "UPDATE #item SET state = 'NEW', changed_ms = ? WHERE order_id = ? AND state = 'SENT'",
          tx.nowMillis(),
          id);
    } else if (before.entry().state() == JournalState.RETRIED) {
      boolean bought = before.entry().task().isPresent();
      JournalEntry again =
          before.entry().toBuilder()
              .state(bought ? JournalState.ACCEPTED : JournalState.UNCERTAIN)
              .body(gone.entry().body().orElse(null))
              .build();
      tx.tasks().update(before.with(again, before.held(), bought));
      tx.later(
          "UPDATE #item SET attempt = ?, retry = ?, changed_ms = ? WHERE order_id = ?",
          before.entry().key().attempt(),
          bought ? 0 : 1, // the decision to buy it again stands
          tx.nowMillis(),
          id);
    }
  }
}
