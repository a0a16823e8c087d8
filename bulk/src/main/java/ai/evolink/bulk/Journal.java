package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The statements of a journal. Without state. */
final class Journal {
  private Journal() {}

  // ---- what is asked

  static Columns.@Nullable Row latest(Sql sql, String id) throws SQLException {
    return whole(
        sql,
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE id = ? ORDER BY attempt DESC LIMIT 1",
            Columns.encode(id)));
  }

  static Columns.@Nullable Row get(Sql sql, JournalEntry.Key key, String lock) throws SQLException {
    return whole(
        sql,
        sql.first(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE id = ? AND attempt = ?" + lock,
            Columns.encode(key.id()),
            key.attempt()));
  }

  static Columns.@Nullable Row byCallback(Sql sql, String token) throws SQLException {
    return whole(
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
      return key == null ? null : get(sql, key, "");
    }
    return whole(sql, row);
  }

  private static Columns.@Nullable Row whole(Sql sql, Columns.@Nullable Row row)
      throws SQLException {
    if (row == null || row.entry().task().isEmpty()) {
      return row;
    }
    JournalEntry.Key key = row.entry().key();
    List<String> others =
        sql.list(
            found -> String.valueOf(found.getString(1)),
            "SELECT task_id FROM #extra_task WHERE id = ? AND attempt = ? ORDER BY seq",
            Columns.encode(key.id()),
            key.attempt());
    return others.isEmpty()
        ? row
        : new Columns.Row(
            row.seq(),
            Columns.withTasks(row.entry(), others),
            row.bulk(),
            row.held(),
            row.notBeforeMillis());
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
      all.add(Objects.requireNonNull(whole(sql, row)));
    }
    return all;
  }

  // ---- what changes

  /** {@return whether the row was written; false if there is one with its key} */
  static boolean insert(Tx tx, JournalEntry entry, @Nullable String bulk, int shard, long held)
      throws SQLException {
    return tx.sql()
            .update(
                "INSERT INTO #task (id, attempt, ordered, state, intended_ns, kind, path, model,"
                    + " fingerprint, body, callback_token, idempotency_key, credits_most, ledger,"
                    + " saved, orphaned, owner, not_before_ms, held, pending, bulk, shard)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, 1, ?, ?)"
                    + " ON CONFLICT (id, attempt) DO NOTHING",
                Columns.encode(entry.key().id()),
                entry.key().attempt(),
                entry.orderId().isPresent() ? 1 : 0,
                entry.state().name(),
                Columns.nanos(entry.intendedAt()),
                entry.kind().name(),
                entry.path(),
                entry.model(),
                entry.fingerprint(),
                entry.body().orElse(null),
                entry.callbackToken().map(Columns::encode).orElse(null),
                entry.idempotencyKey().map(Columns::encode).orElse(null),
                Columns.text(entry.creditsMost().orElse(null)),
                entry.ledger().orElse(null),
                tx.lease().id(),
                held,
                bulk,
                shard)
        == 1;
  }

  /**
   * Writes what {@code change} makes of an entry.
   *
   * @return false if there is no such entry
   */
  static boolean change(Tx tx, JournalEntry.Key key, UnaryOperator<JournalEntry> change)
      throws SQLException {
    Columns.Row row = get(tx.sql(), key, tx.forUpdate());
    if (row == null) {
      return false;
    }
    JournalEntry after = change.apply(row.entry());
    if (!after.equals(row.entry())) {
      write(tx, row, after);
    }
    return true;
  }

  private static void write(Tx tx, Columns.Row row, JournalEntry after) throws SQLException {
    if (after.isSaved() && after.orderId().isEmpty()) {
      settle(tx, row, after);
      return;
    }
    long held = Columns.held(after) + extra(after);
    TaskHandle task = after.task().orElse(null);
    String detail = after.detail().orElse(null);
    tx.sql()
        .update(
            "UPDATE #task SET state = ?, body = ?, task_id = ?, task_token = ?,"
                + " credits_reserved = ?, credits_used = ?, detail = ?, hint = ?, saved = ?,"
                + " pending = ?, held = ? WHERE id = ? AND attempt = ?",
            after.state().name(),
            Columns.needsBody(after.state()) ? after.body().orElse(null) : null,
            task == null ? null : task.id(),
            task == null ? null : Columns.token(task),
            Columns.text(after.creditsReserved().orElse(null)),
            Columns.text(after.creditsUsed().orElse(null)),
            detail == null ? null : Columns.encode(detail),
            after.hint().orElse(null),
            after.isSaved() ? 1 : 0,
            Columns.isPending(after, row.bulk()) ? 1 : 0,
            held,
            Columns.encode(after.key().id()),
            after.key().attempt());
    for (String other : after.otherTasks()) {
      if (!row.entry().otherTasks().contains(other)) {
        tx.sql()
            .update(
                "INSERT INTO #extra_task (task_id, id, attempt) VALUES (?, ?, ?)"
                    + " ON CONFLICT (task_id) DO NOTHING",
                other,
                Columns.encode(after.key().id()),
                after.key().attempt());
      }
    }
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
    delete(tx.sql(), entry.key());
  }

  static void delete(Sql sql, JournalEntry.Key key) throws SQLException {
    sql.update(
        "DELETE FROM #extra_task WHERE id = ? AND attempt = ?",
        Columns.encode(key.id()),
        key.attempt());
    sql.update(
        "DELETE FROM #task WHERE id = ? AND attempt = ?", Columns.encode(key.id()), key.attempt());
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
