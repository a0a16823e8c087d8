package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What earlier transactions have failed to write. It is written at the beginning of the next one,
 * so that nothing more is bought before it is. Thread-safe.
 */
final class Arrears implements GroupCommit.Op<Boolean> {
  /** What was bought. */
  private final Queue<Bought> owed = new ConcurrentLinkedQueue<>();

  /** Intents whose commit has failed, and which may be there nevertheless. */
  private final Queue<JournalEntry.Key> withdrawn = new ConcurrentLinkedQueue<>();

  private final Predicate<JournalEntry.Key> isSending;

  /** What the transaction under way has written of these two; only who leads a group uses it. */
  private List<Bought> owedNow = List.of();

  private List<JournalEntry.Key> withdrawnNow = List.of();

  private record Bought(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {}

  /**
   * @param isSending whether an intent was written after all, by another call
   */
  Arrears(Predicate<JournalEntry.Key> isSending) {
    this.isSending = isSending;
  }

  void owe(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    owed.add(new Bought(key, task, reserved));
  }

  void withdraw(JournalEntry.Key key) {
    withdrawn.add(key);
  }

  @Override
  public void needs(Needs needs) {
    owedNow = List.copyOf(owed);
    withdrawnNow = List.copyOf(withdrawn);
    owedNow.forEach(bought -> needs.order(bought.key().id()));
    withdrawnNow.forEach(key -> needs.order(key.id()));
  }

  @Override
  public Boolean run(Tx tx) throws SQLException {
    for (Bought bought : owedNow) {
      Journal.change(
          tx, bought.key(), entry -> Journal.accepted(entry, bought.task(), bought.reserved()));
    }
    for (JournalEntry.Key key : withdrawnNow) {
      Columns.Row row = tx.tasks().get(key);
      if (row != null && row.entry().state() == JournalState.INTENT && !isSending.test(key)) {
        Refusals.withdraw(tx, row);
      }
    }
    return true;
  }

  void committed() {
    owed.removeAll(owedNow);
    withdrawn.removeAll(withdrawnNow);
    owedNow = List.of();
    withdrawnNow = List.of();
  }
}
