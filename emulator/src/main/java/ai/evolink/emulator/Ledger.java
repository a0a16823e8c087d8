package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/**
 * Who may spend how much. Credits are held at the submit; when the task has ended they are charged
 * if it completed, and given back if not. Settling happens when somebody looks, since the ends are
 * known.
 */
final class Ledger {

  private static final int MAX_ACCOUNTS = 10_000;

  private final BigDecimal credits;
  private final int maxHolds;
  private final PriorityQueue<Hold> holds = new PriorityQueue<>(Comparator.comparing(Hold::end));
  private final Map<String, Account> accounts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
          return size() > MAX_ACCOUNTS;
        }
      };

  Ledger(BigDecimal credits, int maxHolds) {
    this.credits = credits;
    this.maxHolds = maxHolds;
  }

  private record Hold(Instant end, Task task, boolean refunded) {}

  /** What an account shows of itself. */
  record Balance(BigDecimal remaining, BigDecimal used) {}

  synchronized Account account(String key) {
    return accounts.computeIfAbsent(
        key, k -> new Account(k, MagicKey.NO_CREDITS.is(k) ? BigDecimal.ZERO : credits));
  }

  synchronized Balance balance(String key, Instant now) {
    settle(now);
    Account account = account(key);
    return new Balance(account.remaining().stripTrailingZeros(), account.used.stripTrailingZeros());
  }

  /** The accounts in use, with those used last at the end; no more than the {@code most} last. */
  synchronized List<Statement> statements(int most, Instant now) {
    settle(now);
    List<Statement> all = new ArrayList<>(accounts.size());
    for (Account account : accounts.values()) {
      all.add(new Statement(account.key(), account.remaining(), account.reserved, account.used));
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  /** What an account has left, what of the rest its running tasks hold, and what is gone. */
  record Statement(String key, BigDecimal remaining, BigDecimal reserved, BigDecimal used) {}

  /** Holds an amount, or tells that there is not enough. */
  synchronized boolean reserve(Account account, BigDecimal amount, Instant now) {
    settle(now);
    if (account.remaining().compareTo(amount) < 0) {
      return false;
    }
    account.reserved = account.reserved.add(amount);
    return true;
  }

  /** Sees to it that what was reserved for the task is settled at its end, if it has one. */
  synchronized void settleAtEnd(Task task) {
    boolean refunded = task.plan().ending() != Plan.Ending.COMPLETED;
    task.end().ifPresent(end -> holds.add(new Hold(end, task, refunded)));
    if (holds.size() > maxHolds) {
      settle(holds.remove());
    }
  }

  /** Gives a task another course, or tells that it has ended already. */
  synchronized boolean redirect(Task task, Instant now, UnaryOperator<Course> change) {
    if (task.at(now).isOver()) {
      return false;
    }
    holds.removeIf(hold -> hold.task() == task);
    task.course(change.apply(task.course()));
    settleAtEnd(task);
    settle(now);
    return true;
  }

  /** Forgets all accounts and what they spent. */
  synchronized void clear() {
    holds.clear();
    accounts.clear();
  }

  private void settle(Instant now) {
    for (Hold hold = holds.peek(); hold != null && !hold.end().isAfter(now); hold = holds.peek()) {
      settle(holds.remove());
    }
  }

  private void settle(Hold hold) {
    if (!hold.task().settle()) {
      return;
    }
    Account account = hold.task().account();
    Charge charge = hold.task().charge();
    account.reserved = account.reserved.subtract(charge.reserved());
    if (!hold.refunded()) {
      account.used = account.used.add(charge.used());
    }
  }
}
