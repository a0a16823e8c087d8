package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
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

  /** {@return how many threads wait for a permit} */
  int waiting() {
    return waiting.get();
  }

  /**
   * @param leases gets those under which it may have been written, also if this throws
   */
  Answer intend(JournalEntry intent, Set<String> leases) {
    String id = intent.key().id();
    return patiently(
        GroupCommit.Op.of(
            needs -> needs.item(id).order(id), tx -> noted(intend(tx, intent), leases)));
  }

  /**
   * @param leases gets those under which it may have been written, also if this throws
   */
  Answer retry(JournalEntry.Key key, JournalEntry next, Set<String> leases) {
    String id = key.id();
    return patiently(
        GroupCommit.Op.of(
            needs -> needs.item(id).order(id), tx -> noted(retry(tx, key, next), leases)));
  }

  private static Answer noted(Answer answer, Set<String> leases) {
    if (answer.owner() != null) {
      leases.add(answer.owner());
    }
    return answer;
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
    String id = intent.key().id();
    Columns.Row latest = tx.tasks().latest(id);
    if (latest != null) {
      return Answer.there(latest.entry());
    }
    Tx.ItemRow item = tx.item(id);
    if (item == null) {
      return written(tx, Columns.Row.of(intent, null, 0, Columns.held(intent)), 0);
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
    tx.itemSent(id, item);
    tx.later(
        "UPDATE #item SET state = 'SENT', attempt = ?, detail = NULL, changed_ms = ?"
            + " WHERE order_id = ? AND state = 'NEW'",
        intent.key().attempt(),
        tx.nowMillis(),
        Columns.encode(id));
    return written(
        tx, Columns.Row.of(intent, item.bulk(), item.shard(), most == null ? 0 : most), micros);
  }

  private static @Nullable Long most(JournalEntry intent, @Nullable JournalEntry before) {
    BigDecimal most =
        intent
            .creditsMost()
            .or(() -> before == null ? Optional.empty() : before.creditsMost())
            .orElse(null);
    return most == null ? null : (Long) Columns.micros(most);
  }

  private static Answer written(Tx tx, Columns.Row row, long micros) {
    tx.tasks().insert(row);
    return new Answer(null, tx.lease().id(), micros);
  }

  private static Answer retry(Tx tx, JournalEntry.Key key, JournalEntry next) throws SQLException {
    Columns.Row latest = tx.tasks().latest(key.id());
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
    JournalEntry retried = there.toBuilder().state(JournalState.RETRIED).body(null).build();
    tx.tasks().update(latest.with(retried, latest.held(), false));
    tx.later(
        "UPDATE #item SET attempt = ?, retry = 0, changed_ms = ? WHERE order_id = ?",
        next.key().attempt(),
        tx.nowMillis(),
        Columns.encode(key.id()));
    JournalEntry priced =
        next.creditsMost().isPresent()
            ? next
            : next.toBuilder().creditsMost(there.creditsMost().orElse(null)).build();
    return written(
        tx, Columns.Row.of(priced, bulk, latest.shard(), most == null ? 0 : most), micros);
  }
}
