package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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
  private final Queue<Doubtful> withdrawn = new ConcurrentLinkedQueue<>();

  private final Predicate<JournalEntry.Key> isSending;

  /** What the transaction under way has written of these two; only who leads a group uses it. */
  private List<Bought> owedNow = List.of();

  private List<Doubtful> withdrawnNow = List.of();

  /** What an attempt has bought, which could not be written down. */
  record Bought(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    JournalEntry appliedTo(JournalEntry entry) {
      return Journal.accepted(entry, task, reserved);
    }
  }

  /** An intent, and the leases under which it may be there: another process may have made it. */
  private record Doubtful(JournalEntry.Key key, Set<String> leases) {}

  /**
   * @param isSending whether an intent was written after all, by another call
   */
  Arrears(Predicate<JournalEntry.Key> isSending) {
    this.isSending = isSending;
  }

  void owe(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    owed.add(new Bought(key, task, reserved));
  }

  /** {@return what is still to be written of a task; null if nothing is} */
  @Nullable Bought owed(String taskId) {
    for (Bought bought : owed) {
      if (bought.task().id().equals(taskId)) {
        return bought;
      }
    }
    return null;
  }

  void withdraw(JournalEntry.Key key, Set<String> leases) {
    if (!leases.isEmpty()) {
      withdrawn.add(new Doubtful(key, leases));
    }
  }

  @Override
  public void needs(Needs needs) {
    owedNow = List.copyOf(owed);
    withdrawnNow = List.copyOf(withdrawn);
    owedNow.forEach(bought -> needs.order(bought.key().id()));
    withdrawnNow.forEach(doubtful -> needs.order(doubtful.key().id()));
  }

  @Override
  public Boolean run(Tx tx) throws SQLException {
    for (Bought bought : owedNow) {
      Journal.change(tx, bought.key(), bought::appliedTo);
    }
    for (Doubtful doubtful : withdrawnNow) {
      JournalEntry.Key key = doubtful.key();
      Columns.Row row = tx.tasks().get(key);
      if (row != null
          && row.entry().state() == JournalState.INTENT
          && !isSending.test(key)
          && doubtful.leases().contains(ownerOf(tx, key))) {
        Refusals.withdraw(tx, row);
      }
    }
    return true;
  }

  /** {@return the lease under which an intent was written; it is locked by now} */
  private static String ownerOf(Tx tx, JournalEntry.Key key) throws SQLException {
    String owner =
        tx.sql()
            .first(
                row -> row.getString(1),
                "SELECT owner FROM #task WHERE id = ? AND attempt = ?",
                Columns.encode(key.id()),
                key.attempt());
    return owner == null ? "" : owner;
  }

  void committed() {
    owed.removeAll(owedNow);
    withdrawn.removeAll(withdrawnNow);
    owedNow = List.of();
    withdrawnNow = List.of();
  }
}
