package ai.evolink.bulk;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commits the operations of many threads in one transaction: whoever comes first does it for all
 * who have come by then, and those who come meanwhile are the next group. The load makes the
 * groups, so that one row that all of them need is locked once a group. Thread-safe.
 */
final class GroupCommit {
  private static final int LARGEST = 64;

  private final Database database;
  private final Owner owner;
  private final Op<?> before;
  private final Runnable after;
  private final ReentrantLock leading = new ReentrantLock();
  private final Queue<Pending<?>> queue = new ArrayDeque<>();

  /** A part of a transaction. What it throws but SQLException, it throws before it writes. */
  interface Op<T> {
    T run(Tx tx) throws SQLException;
  }

  /**
   * @param before run at the beginning of each transaction
   * @param after run after its commit
   */
  GroupCommit(Database database, Owner owner, Op<?> before, Runnable after) {
    this.database = database;
    this.owner = owner;
    this.before = before;
    this.after = after;
  }

  private static final class Pending<T> {
    private final Op<T> op;

    /** Whether it needs the rows that all processes want. */
    private final boolean contended;

    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private boolean done;

    private Pending(Op<T> op, boolean contended) {
      this.op = op;
      this.contended = contended;
    }

    private void run(Tx tx) throws SQLException {
      failure = null;
      try {
        result = op.run(tx);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  /** Runs {@code op}, and returns once it is committed. */
  <T> T run(Op<T> op) {
    return run(new Pending<>(op, false));
  }

  /** Runs {@code op} after those that need no shared rows, so that it locks them for less long. */
  <T> T runLast(Op<T> op) {
    return run(new Pending<>(op, true));
  }

  @SuppressWarnings("NullAway") // the result is what the operation has returned
  private <T> T run(Pending<T> mine) {
    synchronized (queue) {
      queue.add(mine);
    }
    leading.lock();
    try {
      while (!mine.done) {
        lead();
      }
    } finally {
      leading.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.result;
  }

  private void lead() {
    List<Pending<?>> group = new ArrayList<>();
    synchronized (queue) {
      while (group.size() < LARGEST && !queue.isEmpty()) {
        group.add(queue.remove());
      }
    }
    group.sort(Comparator.comparing(pending -> pending.contended));
    try {
      commit(group);
    } catch (RuntimeException e) {
      alone(group, e);
    } finally {
      group.forEach(pending -> pending.done = true);
    }
  }

  /** One that cannot be done must not keep the others from it. */
  private void alone(List<Pending<?>> group, RuntimeException failure) {
    for (Pending<?> pending : group) {
      pending.failure = failure;
      if (group.size() > 1) {
        try {
          commit(List.of(pending));
        } catch (RuntimeException e) {
          pending.failure = e;
        }
      }
    }
  }

  private void commit(List<Pending<?>> group) {
    Owner.Lease lease =
        database.write(
            sql -> {
              Tx tx = new Tx(sql, database.dialect(), owner, false);
              before.run(tx);
              for (Pending<?> pending : group) {
                pending.run(tx);
              }
              tx.end();
              return tx.lease();
            });
    owner.committed(lease);
    after.run();
  }

  /** Renews the lease of this process, and runs {@code op}. */
  void renew(Op<?> op) {
    leading.lock();
    try {
      Owner.Lease lease =
          database.write(
              sql -> {
                Tx tx = new Tx(sql, database.dialect(), owner, true);
                op.run(tx);
                tx.end();
                return tx.lease();
              });
      owner.committed(lease);
      after.run();
    } finally {
      leading.unlock();
    }
  }
}
