package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that a transaction needs: read by one query for all operations, and written by one
 * batch. Each operation sees what those before it have made of them. Rows that are read are locked,
 * in the same order by everybody.
 */
final class TaskRows {
  private final Sql sql;
  private final String lock;
  private final Map<String, NavigableMap<Integer, Columns.Row>> byId = new HashMap<>();
  private final Map<String, JournalEntry.Key> byTask = new HashMap<>();
  private final Set<String> tasksAsked = new HashSet<>();

  /** What the database does not have yet. */
  private final Map<JournalEntry.Key, Columns.Row> inserted = new LinkedHashMap<>();

  private final Set<JournalEntry.Key> updated = new LinkedHashSet<>();
  private final Set<JournalEntry.Key> deleted = new LinkedHashSet<>();
  private final Map<JournalEntry.Key, List<String>> extras = new LinkedHashMap<>();

  /** Another process has written a row meanwhile: all is done again, and sees it then. */
  static final class Overtaken extends SQLException {
    private static final long serialVersionUID = 1L;

    Overtaken(String what) {
      super(what + " was written by another process", "40001");
    }
  }

  TaskRows(Sql sql, String lock) {
    this.sql = sql;
    this.lock = lock;
  }

  // ---- reading

  void readTasks(Collection<String> taskIds) throws SQLException {
    List<String> missing = taskIds.stream().filter(tasksAsked::add).toList();
    if (missing.isEmpty()) {
      return;
    }
    Map<String, JournalEntry.Key> found = new HashMap<>();
    sql.listIn(
        row -> found.put(row.getString(1), key(row.getString(2), row.getInt(3))),
        "SELECT task_id, id, attempt FROM #task WHERE task_id IN (*) ORDER BY seq",
        missing);
    List<String> others = missing.stream().filter(task -> !found.containsKey(task)).toList();
    if (!others.isEmpty()) {
      sql.listIn(
          row -> found.put(row.getString(1), key(row.getString(2), row.getInt(3))),
          "SELECT task_id, id, attempt FROM #extra_task WHERE task_id IN (*)",
          others);
    }
    byTask.putAll(found);
    readIds(found.values().stream().map(JournalEntry.Key::id).toList());
  }

  private static JournalEntry.Key key(@Nullable String id, int attempt) {
    return new JournalEntry.Key(Columns.decode(String.valueOf(id)), attempt);
  }

  void readIds(Collection<String> ids) throws SQLException {
    List<String> missing =
        ids.stream().distinct().filter(id -> !byId.containsKey(id)).sorted().toList();
    if (missing.isEmpty()) {
      return;
    }
    missing.forEach(id -> byId.put(id, new TreeMap<>()));
    List<Columns.Row> rows =
        sql.listIn(
            Columns::read,
            "SELECT " + Columns.ALL + " FROM #task WHERE id IN (*) ORDER BY id, attempt" + lock,
            missing.stream().map(Columns::encode).toList());
    for (Columns.Row row : rows) {
      put(Journal.whole(sql, row));
    }
  }

  private void put(Columns.Row row) {
    JournalEntry.Key key = row.entry().key();
    byId.computeIfAbsent(key.id(), id -> new TreeMap<>()).put(key.attempt(), row);
    row.entry().task().ifPresent(task -> byTask.put(task.id(), key));
  }

  Columns.@Nullable Row latest(String id) throws SQLException {
    readIds(List.of(id));
    NavigableMap<Integer, Columns.Row> attempts = byId.get(id);
    return attempts == null || attempts.isEmpty() ? null : attempts.lastEntry().getValue();
  }

  Columns.@Nullable Row get(JournalEntry.Key key) throws SQLException {
    readIds(List.of(key.id()));
    NavigableMap<Integer, Columns.Row> attempts = byId.get(key.id());
    return attempts == null ? null : attempts.get(key.attempt());
  }

  Columns.@Nullable Row byTask(String taskId) throws SQLException {
    if (!byTask.containsKey(taskId)) {
      readTasks(List.of(taskId));
    }
    JournalEntry.Key key = byTask.get(taskId);
    return key == null ? null : get(key);
  }

  // ---- writing

  void insert(Columns.Row row) {
    put(row);
    inserted.put(row.entry().key(), row);
  }

  /** Replaces a row that was read. */
  void update(Columns.Row row) throws SQLException {
    JournalEntry.Key key = row.entry().key();
    Columns.Row before = get(key);
    List<String> known = before == null ? List.of() : before.entry().otherTasks();
    for (String other : row.entry().otherTasks()) {
      if (!known.contains(other)) {
        extras.computeIfAbsent(key, any -> new ArrayList<>()).add(other);
        byTask.putIfAbsent(other, key);
      }
    }
    put(row);
    updated.add(key);
  }

  void delete(JournalEntry.Key key) {
    NavigableMap<Integer, Columns.Row> attempts = byId.get(key.id());
    if (attempts != null) {
      attempts.remove(key.attempt());
    }
    byTask.values().remove(key);
    extras.remove(key);
    updated.remove(key);
    if (inserted.remove(key) == null) {
      deleted.add(key);
    }
  }

  /** Writes what was changed. */
  void flush(String owner, long nowMillis) throws SQLException {
    List<@Nullable Object[]> gone = keys(deleted);
    if (!gone.isEmpty()) {
      sql.batch("DELETE FROM #extra_task WHERE id = ? AND attempt = ?", gone);
      sql.batch("DELETE FROM #task WHERE id = ? AND attempt = ?", gone);
      deleted.clear();
    }
    insertAll(owner, nowMillis);
    List<@Nullable Object[]> changes = new ArrayList<>();
    for (JournalEntry.Key key : updated) {
      Columns.Row row = get(key);
      if (row != null) {
        changes.add(changed(row, nowMillis));
      }
    }
    updated.clear();
    if (!changes.isEmpty()) {
      sql.batch(
          "UPDATE #task SET state = ?, body = ?, task_id = ?, task_token = ?,"
              + " credits_reserved = ?, credits_used = ?, detail = ?, hint = ?, saved = ?,"
              + " pending = ?, held = ?, others = ?, changed_ms = ? WHERE id = ? AND attempt = ?",
          changes);
    }
    List<@Nullable Object[]> further = new ArrayList<>();
    extras.forEach(
        (key, tasks) ->
            tasks.forEach(
                task -> further.add(new Object[] {task, Columns.encode(key.id()), key.attempt()})));
    extras.clear();
    if (!further.isEmpty()) {
      sql.batch(
          "INSERT INTO #extra_task (task_id, id, attempt) VALUES (?, ?, ?)"
              + " ON CONFLICT (task_id) DO NOTHING",
          further);
    }
  }

  private void insertAll(String owner, long nowMillis) throws SQLException {
    if (inserted.isEmpty()) {
      return;
    }
    List<Columns.Row> rows = List.copyOf(inserted.values());
    inserted.clear();
    int[] counts =
        sql.batch(
            "INSERT INTO #task (id, attempt, ordered, state, intended_ns, kind, path, model,"
                + " fingerprint, body, callback_token, idempotency_key, credits_most, ledger,"
                + " saved, orphaned, owner, not_before_ms, held, pending, others, bulk, shard,"
                + " changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, 1,"
                + " 0, ?, ?, ?) ON CONFLICT (id, attempt) DO NOTHING",
            rows.stream().map(row -> inserted(row, owner, nowMillis)).toList());
    boolean unknown = Arrays.stream(counts).anyMatch(count -> count < 0);
    Set<JournalEntry.Key> ours = unknown ? writtenBy(owner, rows) : Set.of();
    for (int i = 0; i < counts.length; i++) {
      JournalEntry.Key key = rows.get(i).entry().key();
      if (counts[i] < 0 ? !ours.contains(key) : counts[i] != 1) {
        throw new Overtaken(key.toString());
      }
    }
  }

  /** What a driver that makes one statement of many does not tell. */
  private Set<JournalEntry.Key> writtenBy(String owner, List<Columns.Row> rows)
      throws SQLException {
    Set<JournalEntry.Key> ours = new HashSet<>();
    sql.listIn(
        row -> owner.equals(row.getString(3)) && ours.add(key(row.getString(1), row.getInt(2))),
        "SELECT id, attempt, owner FROM #task WHERE id IN (*)",
        rows.stream().map(row -> Columns.encode(row.entry().key().id())).toList());
    return ours;
  }

  private static List<@Nullable Object[]> keys(Collection<JournalEntry.Key> keys) {
    List<@Nullable Object[]> all = new ArrayList<>();
    keys.forEach(key -> all.add(new Object[] {Columns.encode(key.id()), key.attempt()}));
    return all;
  }

  private static @Nullable Object[] inserted(Columns.Row row, String owner, long nowMillis) {
    JournalEntry entry = row.entry();
    return new @Nullable Object[] {
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
      owner,
      row.held(),
      row.bulk(),
      row.shard(),
      nowMillis
    };
  }

  private static @Nullable Object[] changed(Columns.Row row, long nowMillis) {
    JournalEntry after = row.entry();
    TaskHandle task = after.task().orElse(null);
    String detail = after.detail().orElse(null);
    BigDecimal reserved = after.creditsReserved().orElse(null);
    return new @Nullable Object[] {
      after.state().name(),
      Columns.needsBody(after.state()) ? after.body().orElse(null) : null,
      task == null ? null : task.id(),
      task == null ? null : Columns.token(task),
      Columns.text(reserved),
      Columns.text(after.creditsUsed().orElse(null)),
      detail == null ? null : Columns.encode(detail),
      after.hint().orElse(null),
      after.isSaved() ? 1 : 0,
      row.pending() ? 1 : 0,
      row.held(),
      after.otherTasks().size(),
      nowMillis,
      Columns.encode(after.key().id()),
      after.key().attempt()
    };
  }
}
