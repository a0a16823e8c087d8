package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The statements of a journal. Without state. */
final class Journal {
  private static final int PAGE = 500;

  private Journal() {}

  // ---- what is asked

  static Columns.@Nullable Row latest(Sql sql, String id) throws SQLException {
    return wholeOrNull(
        sql,
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE id = ? ORDER BY attempt DESC LIMIT 1",
            Columns.encode(id)));
  }

  static Columns.@Nullable Row get(Sql sql, JournalEntry.Key key) throws SQLException {
    return wholeOrNull(
        sql,
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE id = ? AND attempt = ?",
            Columns.encode(key.id()),
            key.attempt()));
  }

  static Columns.@Nullable Row byCallback(Sql sql, String token) throws SQLException {
    return wholeOrNull(
        sql,
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE callback_token = ? ORDER BY seq LIMIT 1",
            Columns.encode(token)));
  }

  static Columns.@Nullable Row byTask(Sql sql, String taskId) throws SQLException {
    Columns.Row row =
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE task_id = ? ORDER BY seq DESC LIMIT 1",
            taskId);
    if (row == null) {
      JournalEntry.Key key =
          sql.first(
              found -> new JournalEntry.Key(Columns.decode(found.getString(1)), found.getInt(2)),
              "SELECT id, attempt FROM #extra_task WHERE task_id = ?",
              taskId);
      return key == null ? null : get(sql, key);
    }
    return whole(sql, row);
  }

  private static Columns.@Nullable Row wholeOrNull(Sql sql, Columns.@Nullable Row row)
      throws SQLException {
    return row == null ? null : whole(sql, row);
  }

  /** {@return a row with its further tasks, of which there is hardly ever one} */
  static Columns.Row whole(Sql sql, Columns.Row row) throws SQLException {
    if (row.others() == 0) {
      return row;
    }
    JournalEntry.Key key = row.entry().key();
    List<String> others =
        sql.list(
            found -> String.valueOf(found.getString(1)),
            "SELECT task_id FROM #extra_task WHERE id = ? AND attempt = ? ORDER BY seq",
            Columns.encode(key.id()),
            key.attempt());
    return row.with(Columns.withTasks(row.entry(), others));
  }

  static List<Columns.Row> page(Sql sql, long after, String where, int size) throws SQLException {
    List<Columns.Row> rows =
        sql.list(
            Columns::read,
            "SELECT "
                + Columns.ALL
                + " FROM #task WHERE seq > ? AND "
                + where
                + " ORDER BY seq LIMIT "
                + size,
            after);
    List<Columns.Row> all = new ArrayList<>(rows.size());
    for (Columns.Row row : rows) {
      all.add(whole(sql, row));
    }
    return all;
  }

  /** Goes through entries in the order in which they were made, holding one page of them. */
  static void pages(Database database, String where, Consumer<Columns.Row> action) {
    long after = -1;
    while (true) {
      long from = after;
      List<Columns.Row> page = database.read(sql -> page(sql, from, where, PAGE));
      page.forEach(action);
      if (page.size() < PAGE) {
        return;
      }
      after = page.get(page.size() - 1).seq();
    }
  }

  // ---- what changes

  /**
   * Writes what {@code change} makes of an entry.
   *
   * @return false if there is no such entry
   */
  static boolean change(Tx tx, JournalEntry.Key key, UnaryOperator<JournalEntry> change)
      throws SQLException {
    Columns.Row row = tx.tasks().get(key);
    if (row == null) {
      return false;
    }
    JournalEntry after = change.apply(row.entry());
    if (!after.equals(row.entry())) {
      write(tx, row, after);
    }
    return true;
  }

  static void write(Tx tx, Columns.Row row, JournalEntry after) throws SQLException {
    if (after.isSaved() && after.orderId().isEmpty()) {
      settle(tx, row, after);
      return;
    }
    long held = Columns.held(after) + extra(after);
    tx.tasks().update(row.with(after, held, Columns.isPending(after, row.bulk())));
    tx.correct(row.bulk(), held - row.held());
  }

  /** A task that was bought beside the first one counts with the most that it may cost. */
  private static long extra(JournalEntry entry) {
    BigDecimal most = entry.creditsMost().or(entry::creditsReserved).orElse(null);
    return most == null ? 0 : Columns.micros(most) * entry.otherTasks().size();
  }

  /** Removes an entry whose cost still counts. */
  static void settle(Tx tx, Columns.Row row, JournalEntry entry) throws SQLException {
    BigDecimal cost = Columns.cost(entry);
    String ledger = entry.ledger().orElse(null);
    if (ledger != null && cost != null) {
      BigDecimal before = carried(tx.sql(), ledger);
      tx.sql()
          .update(
              "INSERT INTO #ledger (name, carried) VALUES (?, ?)"
                  + " ON CONFLICT (name) DO UPDATE SET carried = excluded.carried",
              ledger,
              before.add(cost).toString());
    }
    tx.tasks().delete(entry.key());
  }

  static BigDecimal carried(Sql sql, String ledger) throws SQLException {
    String text =
        sql.first(
            row -> String.valueOf(row.getString(1)),
            "SELECT carried FROM #ledger WHERE name = ?",
            ledger);
    return text == null ? BigDecimal.ZERO : new BigDecimal(text);
  }

  // ---- what events make of an entry; each may come late or twice, and none loses a task

  static JournalEntry accepted(JournalEntry entry, TaskHandle task, @Nullable BigDecimal reserved) {
    TaskHandle known = entry.task().orElse(null);
    if (known == null) {
      JournalEntry.Builder bought = entry.toBuilder().task(task).creditsReserved(reserved);
      boolean over =
          entry.state() == JournalState.RETRIED || entry.state() == JournalState.GIVEN_UP;
      return over ? bought.build() : bought.state(JournalState.ACCEPTED).build();
    }
    if (known.equals(task) || entry.otherTasks().contains(task.id())) {
      return entry;
    }
    List<String> others = new ArrayList<>(entry.otherTasks());
    others.add(task.id());
    return entry.toBuilder().otherTasks(others).build();
  }

  static boolean isTaskOf(JournalEntry entry, String taskId) {
    return entry.task().map(task -> task.id().equals(taskId)).orElse(false);
  }

  static void requireIntent(JournalEntry entry) {
    if (entry.state() != JournalState.INTENT) {
      throw new IllegalArgumentException("state must be INTENT, but was " + entry.state());
    }
  }

  static JournalException unknown(JournalEntry.Key key) {
    return new JournalException(
        "The journal knows no attempt " + key + " that could have bought a task.",
        null,
        "Note the id of the task: nothing else will.");
  }
}
