package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a client tells its journal. Thread-safe. */
final class Changes {
  private final Owner owner;
  private final GroupCommit commits;
  private final Intents intents;
  private final Arrears arrears;

  /** The leases under which this process has written intents whose outcome is not known. */
  private final Map<JournalEntry.Key, String> sending = new ConcurrentHashMap<>();

  Changes(Database database, Owner owner) {
    this.owner = owner;
    this.arrears = new Arrears(sending::containsKey);
    this.commits = new GroupCommit(database, owner, arrears, arrears::committed);
    this.intents = new Intents(commits);
  }

  GroupCommit commits() {
    return commits;
  }

  Intents intents() {
    return intents;
  }

  void forget() {
    sending.clear();
  }

  // ---- submits

  Optional<JournalEntry> intend(JournalEntry intent) {
    return sent(intent.key(), leases -> intents.intend(intent, leases));
  }

  Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    return sent(next.key(), leases -> intents.retry(key, next, leases));
  }

  private Optional<JournalEntry> sent(
      JournalEntry.Key key, Function<Set<String>, Intents.Answer> wish) {
    Set<String> leases = ConcurrentHashMap.newKeySet(); // another thread may lead the group
    Intents.Answer answer;
    try {
      answer = wish.apply(leases);
    } catch (JournalException e) {
      if (e.getCause() instanceof SQLException) {
        arrears.withdraw(key, leases); // the commit may have happened
      }
      throw e;
    }
    if (answer.owner() != null) {
      sending.put(key, answer.owner());
    }
    return Optional.ofNullable(answer.there());
  }

  boolean mayStillSend(JournalEntry.Key key) {
    String under = sending.get(key);
    return under != null && under.equals(owner.current());
  }

  // ---- what becomes of them

  void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    sending.remove(key);
    boolean known;
    try {
      known = change(key, entry -> Journal.accepted(entry, task, reserved));
    } catch (JournalException e) {
      arrears.owe(key, task, reserved);
      throw e;
    }
    if (!known) {
      throw Journal.unknown(key);
    }
  }

  /** {@return what this process has bought and not written down yet; null if nothing of a task} */
  Arrears.@Nullable Bought owed(String taskId) {
    return arrears.owed(taskId);
  }

  void refused(JournalEntry.Key key) {
    sending.remove(key);
    commits.run(
        GroupCommit.Op.of(
            needs -> needs.order(key.id()),
            tx -> {
              Columns.Row row = tx.tasks().get(key);
              if (row != null && Refusals.mayBeRefused(row.entry())) {
                Refusals.withdraw(tx, row);
              }
              return true;
            }));
  }

  void uncertain(JournalEntry.Key key, String detail) {
    sending.remove(key);
    change(
        key,
        entry ->
            entry.state() == JournalState.INTENT
                ? entry.toBuilder().state(JournalState.UNCERTAIN).detail(detail).build()
                : entry);
  }

  void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    changeTask(
        taskId,
        entry ->
            entry.state() == JournalState.ACCEPTED && Journal.isTaskOf(entry, taskId)
                ? entry.toBuilder().state(state).creditsUsed(used).build()
                : entry);
  }

  void saved(String taskId) {
    changeTask(
        taskId,
        entry -> Journal.isTaskOf(entry, taskId) ? entry.toBuilder().saved(true).build() : entry);
  }

  void giveUp(JournalEntry.Key key) {
    change(
        key,
        entry ->
            entry.state() == JournalState.UNCERTAIN
                ? entry.toBuilder().state(JournalState.GIVEN_UP).build()
                : entry);
  }

  boolean change(JournalEntry.Key key, UnaryOperator<JournalEntry> change) {
    return commits.run(
        GroupCommit.Op.of(needs -> needs.order(key.id()), tx -> Journal.change(tx, key, change)));
  }

  private void changeTask(String taskId, UnaryOperator<JournalEntry> change) {
    commits.run(
        GroupCommit.Op.of(
            needs -> needs.task(taskId),
            tx -> {
              Columns.Row row = tx.tasks().byTask(taskId);
              return row != null && Journal.change(tx, row.entry().key(), change);
            }));
  }
}
