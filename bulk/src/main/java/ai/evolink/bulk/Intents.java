package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes intents. That of an item takes its permit and its part of the budget in the same
 * transaction, and is not returned before the permit may be used. Thread-safe.
 */
final class Intents {
  /** A permit that has not come by then is not waited for on a thread of the client. */
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(20);

  private final GroupCommit commits;
  private final AtomicInteger waiting = new AtomicInteger();

  Intents(GroupCommit commits) {
    this.commits = commits;
  }

  /**
   * What became of a wish to send.
   *
   * @param there the entry that is there instead; null if there is none
   * @param owner the lease under which it was written; null if it was not
   * @param micros how long to wait: before sending, or before asking again if nothing was written
   */
  record Answer(@Nullable JournalEntry there, @Nullable String owner, long micros) {
    /** There is nothing to be retried. */
    private static final Answer NOTHING = new Answer(null, null, -1);

    private static Answer there(JournalEntry entry) {
      return new Answer(entry, null, 0);
    }
  }

  /** An item that is to be bought. */
  private record Item(String bulk, String state, int shard) {}

  /** {@return how many threads wait for a permit} */
  int waiting() {
    return waiting.get();
  }

  Answer intend(JournalEntry intent) {
    return patiently(tx -> intend(tx, intent));
  }

  Answer retry(JournalEntry.Key key, JournalEntry next) {
    return patiently(tx -> retry(tx, key, next));
  }

  private Answer patiently(GroupCommit.Op<Answer> op) {
    long begun = System.nanoTime();
    waiting.incrementAndGet();
    try {
      while (true) {
        Answer answer = commits.runLast(op);
        if (answer.there() != null || answer.equals(Answer.NOTHING)) {
          return answer;
        }
        pause(answer.micros());
        if (answer.owner() != null) {
          return answer;
        }
        if (System.nanoTime() - begun > LONGEST_WAIT) {
          throw new NotGrantedException(
              NotGrantedException.Reason.RATE, "No permit came within 20 seconds");
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static void pause(long micros) {
    long end = System.nanoTime() + micros * 1000;
    boolean interrupted = false;
    for (long left = micros * 1000; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      interrupted |= Thread.interrupted(); // the submit decides what an interrupt means
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer intend(Tx tx, JournalEntry intent) throws SQLException {
    String id = Columns.encode(intent.key().id());
    Columns.Row latest = Journal.latest(tx.sql(), intent.key().id());
    if (latest != null) {
      return Answer.there(latest.entry());
    }
    Item item = item(tx, id);
    if (item == null) {
      return written(tx, intent, null, 0, Columns.held(intent), 0);
    }
    if (!item.state().equals("NEW")) {
      throw new NotGrantedException(
          NotGrantedException.Reason.NOT_READY, "The item is " + item.state());
    }
    Long most = most(intent, null);
    tx.hold(item.bulk(), most);
    long micros = tx.permit();
    if (micros < 0) {
      tx.unhold(item.bulk(), most);
      return new Answer(null, null, -micros);
    }
    tx.sql()
        .update(
            "UPDATE #item SET state = 'SENT', attempt = ?, detail = NULL"
                + " WHERE order_id = ? AND state = 'NEW'",
            intent.key().attempt(),
            id);
    return written(tx, intent, item.bulk(), item.shard(), most == null ? 0 : most, micros);
  }

  private static @Nullable Item item(Tx tx, String id) throws SQLException {
    return tx.sql()
        .first(
            row ->
                new Item(
                    String.valueOf(row.getString(1)),
                    String.valueOf(row.getString(2)),
                    row.getInt(3)),
            "SELECT bulk, state, shard FROM #item WHERE order_id = ?" + tx.forUpdate(),
            id);
  }

  private static @Nullable Long most(JournalEntry intent, @Nullable JournalEntry before) {
    BigDecimal most =
        intent
            .creditsMost()
            .or(() -> before == null ? Optional.empty() : before.creditsMost())
            .orElse(null);
    return most == null ? null : (Long) Columns.micros(most);
  }

  private static Answer written(
      Tx tx, JournalEntry intent, @Nullable String bulk, int shard, long held, long micros)
      throws SQLException {
    if (!Journal.insert(tx, intent, bulk, shard, held)) {
      return Answer.there(
          Objects.requireNonNull(Journal.latest(tx.sql(), intent.key().id())).entry());
    }
    return new Answer(null, tx.lease().id(), micros);
  }

  private static Answer retry(Tx tx, JournalEntry.Key key, JournalEntry next) throws SQLException {
    Columns.Row latest = Journal.latest(tx.sql(), key.id());
    if (latest == null) {
      return Answer.NOTHING;
    }
    JournalEntry there = latest.entry();
    if (!there.key().equals(key) || !there.state().mayBeRetried()) {
      return Answer.there(there);
    }
    long left = latest.notBeforeMillis() - tx.nowMillis();
    if (there.state() == JournalState.UNCERTAIN && there.isOrphaned() && left > 0) {
      throw new JournalException(
          key
              + " may still be under way, sent by a process that is gone or stands still. It can"
              + " be retried in "
              + (left / 1000 + 1)
              + " s.",
          null,
          null);
    }
    String bulk = latest.bulk();
    Long most = most(next, there);
    long micros = 0;
    if (bulk != null) {
      tx.hold(bulk, most);
      micros = tx.permit();
      if (micros < 0) {
        tx.unhold(bulk, most);
        return new Answer(null, null, -micros);
      }
    }
    String id = Columns.encode(key.id());
    int updated =
        tx.sql()
            .update(
                "UPDATE #task SET state = 'RETRIED', body = NULL, pending = 0"
                    + " WHERE id = ? AND attempt = ? AND state = ?",
                id,
                key.attempt(),
                there.state().name());
    if (updated == 0) { // another process was faster
      if (bulk != null) {
        tx.unhold(bulk, most);
      }
      return Answer.there(there);
    }
    tx.sql()
        .update(
            "UPDATE #item SET attempt = ?, retry = 0 WHERE order_id = ?", next.key().attempt(), id);
    Integer shard =
        tx.sql().first(row -> row.getInt(1), "SELECT shard FROM #item WHERE order_id = ?", id);
    JournalEntry priced =
        next.creditsMost().isPresent()
            ? next
            : next.toBuilder().creditsMost(there.creditsMost().orElse(null)).build();
    return written(tx, priced, bulk, shard == null ? 0 : shard, most == null ? 0 : most, micros);
  }
}
