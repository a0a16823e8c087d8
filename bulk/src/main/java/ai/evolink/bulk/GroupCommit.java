package ai.evolink.bulk;

import ai.evolink.JournalException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits the operations of many threads in one transaction: whoever comes first does it for all
 * who have come by then, and those who come meanwhile are the next group. The load makes the
 * groups. Each of the others is woken once, when its operation is committed or it is the next to
 * commit. Thread-safe.
 */
final class GroupCommit {
  private static final int LARGEST = Sql.MOST_VALUES;

  /** How long the first of a group waits for those who were in the one before. */
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(2);

  private final Database database;
  private final Owner owner;
  private final Op<?> before;
  private final Runnable after;

  /** Held while a transaction is under way. */
  private final ReentrantLock transaction = new ReentrantLock();

  private final Deque<Pending<?>> queue = new ArrayDeque<>();
  private boolean led;
  private int lastSize;
  private long lastNanos;

  /** A part of a transaction. What it throws but SQLException, it throws before it writes. */
  interface Op<T> {
    /** Says what it will look at. */
    default void needs(Needs needs) {}

    T run(Tx tx) throws SQLException;

    /** {@return an operation that looks at what {@code needs} says} */
    static <T> Op<T> of(Consumer<Needs> needs, Op<T> work) {
      return new Op<>() {
        @Override
        public void needs(Needs all) {
          needs.accept(all);
        }

        @Override
        public T run(Tx tx) throws SQLException {
          return work.run(tx);
        }
      };
    }
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

    private final Thread thread = Thread.currentThread();
    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private volatile boolean done;
    private volatile boolean leads;

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
      if (!led) {
        led = true;
        mine.leads = true;
      }
    }
    boolean interrupted = false;
    while (!mine.done) {
      if (mine.leads) {
        lead();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // the commit decides what becomes of the operation
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.result;
  }

  /** Commits one group, to which the caller belongs, and hands on the lead. */
  private void lead() {
    List<Pending<?>> group = List.of();
    try {
      gather();
      group = next();
      long began = System.nanoTime();
      try {
        commit(group);
      } catch (RuntimeException e) {
        alone(group, e);
      } catch (Error e) { // nobody may take what it has worked out for committed
        JournalException failure = new JournalException("The journal failed: " + e, e, null);
        group.forEach(pending -> pending.failure = failure);
        throw e;
      }
      lastNanos = System.nanoTime() - began;
      lastSize = group.size();
    } finally {
      Pending<?> leader;
      synchronized (queue) {
        leader = queue.peek();
        led = leader != null;
        if (leader != null) {
          leader.leads = true;
        }
      }
      if (leader != null) {
        LockSupport.unpark(leader.thread);
      }
      for (Pending<?> pending : group) {
        pending.done = true;
        LockSupport.unpark(pending.thread);
      }
    }
  }

  /**
   * Those whose operations were committed together come again at nearly the same time: to wait for
   * them a little makes one commit of two.
   */
  private void gather() {
    long end = System.nanoTime() + Math.min(LONGEST_WAIT, lastNanos / 4);
    while (System.nanoTime() < end && size() < lastSize * 3 / 4) {
      LockSupport.parkNanos(100_000);
    }
  }

  private int size() {
    synchronized (queue) {
      return queue.size();
    }
  }

  private List<Pending<?>> next() {
    List<Pending<?>> group = new ArrayList<>();
    synchronized (queue) {
      while (group.size() < LARGEST && !queue.isEmpty()) {
        group.add(queue.remove());
      }
    }
    return group;
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
    transaction(
        false,
        Op.of(
            needs -> group.forEach(pending -> pending.op.needs(needs)),
            tx -> {
              run(group, false, tx);
              if (group.stream().anyMatch(pending -> pending.contended)) {
                tx.flush();
                run(group, true, tx);
              }
              return true;
            }));
  }

  private static void run(List<Pending<?>> group, boolean contended, Tx tx) throws SQLException {
    for (Pending<?> pending : group) {
      if (pending.contended == contended) {
        pending.run(tx);
      }
    }
  }

  /** Renews the lease of this process, and runs {@code op}. */
  void renew(Op<?> op) {
    transaction(true, op);
  }

  private void transaction(boolean renew, Op<?> op) {
    transaction.lock();
    try {
      Owner.Lease lease =
          database.write(
              sql -> {
                Tx tx = new Tx(sql, database.dialect(), owner, renew);
                Needs needs = new Needs();
                before.needs(needs);
                op.needs(needs);
                tx.read(needs);
                before.run(tx);
                op.run(tx);
                tx.end();
                return tx.lease();
              });
      owner.committed(lease);
      after.run();
    } finally {
      transaction.unlock();
    }
  }
}
