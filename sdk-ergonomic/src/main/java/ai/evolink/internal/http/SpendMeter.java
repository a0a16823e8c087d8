package ai.evolink.internal.http;

import ai.evolink.Billing;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Interner;
import ai.evolink.model.Task;
import ai.evolink.model.TaskCost;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a client spends, and refuses submits that would pass its limit. Thread-safe.
 *
 * <p>Each purchase is in one sum at a time: pending while its outcome is not known, reserved once
 * it is accepted, then used or given back. What counts against the limit is the first three
 * together.
 */
public final class SpendMeter {
  /**
   * The most digits of a plausible number of credits; beyond that, adding could take any amount of
   * memory.
   */
  private static final int MOST_DIGITS = 20;

  /** How many tasks that have not been seen to end are remembered; the eldest stay reserved. */
  private static final int REMEMBERED = 100_000;

  private final @Nullable BigDecimal limit;
  private long tasks;
  private long unpriced;
  private BigDecimal pending = BigDecimal.ZERO;
  private BigDecimal reserved = BigDecimal.ZERO;
  private BigDecimal used = BigDecimal.ZERO;
  private BigDecimal givenBack = BigDecimal.ZERO;
  private final Map<String, BigDecimal> highest = new HashMap<>();
  private final Map<String, Deque<CompletableFuture<Boolean>>> firsts = new HashMap<>();
  private final Map<JournalEntry.Key, Hold> uncertain = new HashMap<>();
  private final Interner<BigDecimal> amounts = new Interner<>();
  private final Interner<Terms> terms = new Interner<>();
  private final Map<String, Terms> accepted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Terms> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Surprise surprise = (model, most, taken) -> {};

  public SpendMeter(@Nullable BigDecimal limit) {
    this.limit = limit;
  }

  /** Is told that the service takes more than the most that a purchase may cost. */
  public interface Surprise {
    void told(String model, BigDecimal most, BigDecimal taken);
  }

  /** Sets who is told of surprises. Called once, before the first use. */
  public void onSurprise(Surprise surprise) {
    this.surprise = surprise;
  }

  public boolean isLimited() {
    return limit != null;
  }

  /** The part of the sums that one purchase is. */
  public final class Hold {
    private final String model;
    private final @Nullable BigDecimal most;
    private final boolean first;
    private @Nullable BigDecimal amount;
    private State state = State.PENDING;

    Hold(String model, @Nullable BigDecimal most, boolean first) {
      this.model = model;
      this.most = most;
      this.first = first;
      this.amount = most;
    }

    /** {@return the most that the purchase may cost; null if nobody knows} */
    public @Nullable BigDecimal most() {
      return most;
    }

    /**
     * The service has accepted the purchase.
     *
     * @param told the credits that it has reserved; null if it did not say
     */
    public void accepted(String taskId, @Nullable BigDecimal told) {
      SpendMeter.this.accepted(this, taskId, told);
    }

    /**
     * Whether the purchase was made is not known: it stays pending.
     *
     * @param key what the journal calls it
     */
    public void uncertain(JournalEntry.Key key) {
      SpendMeter.this.uncertain(this, key);
    }

    /** Nothing was bought. Has no effect once the outcome is known. */
    public void release() {
      SpendMeter.this.release(this);
    }

    /** {@return {@code told}, as one object for many purchases that cost as much} */
    public BigDecimal shared(BigDecimal told) {
      synchronized (SpendMeter.this) {
        return amounts.intern(told);
      }
    }
  }

  private enum State {
    PENDING,
    UNCERTAIN,
    OVER
  }

  // ---- what may be bought

  /**
   * Lets a submit pass if the limit is not reached.
   *
   * @throws SpendLimitException if the limit is reached
   */
  public synchronized void admit() {
    BigDecimal committed = committed();
    if (limit != null && committed.compareTo(limit) >= 0) {
      throw Access.get().spendLimitReached(limit, committed, null);
    }
  }

  private BigDecimal committed() {
    return pending.add(reserved).add(used);
  }

  /**
   * Sets aside the most that a submit may cost.
   *
   * @param most null if nobody knows
   * @throws SpendLimitException if that would pass the limit
   */
  public synchronized Hold hold(String model, @Nullable BigDecimal most) {
    return hold(model, most, false);
  }

  /**
   * Lets the first submit of a model pass, whose {@link #turn} it is.
   *
   * @throws SpendLimitException if the limit is reached; the turn is another's then
   */
  public Hold holdFirst(String model) {
    try {
      synchronized (this) {
        return hold(model, null, true);
      }
    } catch (SpendLimitException e) {
      tellNext(model);
      throw e;
    }
  }

  private Hold hold(String model, @Nullable BigDecimal most, boolean first) {
    BigDecimal committed = committed();
    if (limit != null
        && (committed.compareTo(limit) >= 0
            || (most != null && committed.add(most).compareTo(limit) > 0))) {
      throw Access.get().spendLimitReached(limit, committed, most);
    }
    if (most != null) {
      pending = pending.add(most);
    }
    return new Hold(model, most, first);
  }

  /** {@return the most that a purchase of the model was seen to cost; null if none was seen} */
  public synchronized @Nullable BigDecimal highest(String model) {
    return highest.get(model);
  }

  /**
   * {@return whether this is the only submit of the model now, of which nothing was seen yet} Waits
   * for the one that is, and is false once the model has been seen.
   */
  public synchronized CompletableFuture<Boolean> turn(String model) {
    if (highest.containsKey(model)) {
      return CompletableFuture.completedFuture(false);
    }
    Deque<CompletableFuture<Boolean>> waiting = firsts.get(model);
    if (waiting == null) {
      firsts.put(model, new ArrayDeque<>());
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    waiting.add(turn);
    return turn;
  }

  /** The first submit of a model is over: the next one's turn, or everybody's if it was seen. */
  private void tellNext(String model) {
    List<CompletableFuture<Boolean>> told = new ArrayList<>();
    boolean seen;
    synchronized (this) {
      seen = highest.containsKey(model);
      Deque<CompletableFuture<Boolean>> waiting = firsts.get(model);
      if (waiting == null) {
        return;
      }
      if (seen || waiting.isEmpty()) {
        firsts.remove(model);
        told.addAll(waiting);
      } else {
        told.add(waiting.remove());
      }
    }
    told.forEach(turn -> turn.complete(!seen));
  }

  // ---- what was bought

  private void accepted(Hold hold, String taskId, @Nullable BigDecimal told) {
    BigDecimal taken = told != null && isPlausible(told) ? told : null;
    synchronized (this) {
      if (hold.state != State.PENDING) {
        return;
      }
      leavePending(hold);
      hold.amount = taken == null ? hold.most : taken;
      tasks++;
      if (hold.amount == null) {
        unpriced++;
      } else {
        reserved = reserved.add(hold.amount);
      }
      remember(taskId, hold);
      saw(hold.model, taken);
    }
    compare(hold.model, hold.most, taken);
    if (hold.first) {
      tellNext(hold.model);
    }
  }

  private void remember(String taskId, Hold hold) {
    hold.state = State.OVER;
    accepted.put(taskId, terms.intern(new Terms(hold.model, hold.most, hold.amount)));
  }

  private void saw(String model, @Nullable BigDecimal taken) {
    if (taken != null) {
      highest.merge(model, taken, BigDecimal::max);
    }
  }

  private void compare(String model, @Nullable BigDecimal most, @Nullable BigDecimal taken) {
    if (most != null && taken != null && taken.compareTo(most) > 0) {
      surprise.told(model, most, taken);
    }
  }

  private void leavePending(Hold hold) {
    if (hold.amount != null) {
      pending = pending.subtract(hold.amount);
    }
  }

  private void uncertain(Hold hold, JournalEntry.Key key) {
    synchronized (this) {
      if (hold.state != State.PENDING) {
        return;
      }
      hold.state = State.UNCERTAIN;
      if (hold.amount == null) {
        unpriced++;
      }
      uncertain.put(key, hold);
    }
    if (hold.first) {
      tellNext(hold.model);
    }
  }

  private void release(Hold hold) {
    synchronized (this) {
      if (hold.state != State.PENDING) {
        return;
      }
      leavePending(hold);
      hold.state = State.OVER;
    }
    if (hold.first) {
      tellNext(hold.model);
    }
  }

  /** An uncertain purchase has turned out to be that task. */
  public synchronized void settled(JournalEntry.Key key, String taskId) {
    Hold hold = uncertain.remove(key);
    if (hold == null) {
      return;
    }
    tasks++;
    if (hold.amount != null) {
      leavePending(hold);
      reserved = reserved.add(hold.amount);
    }
    remember(taskId, hold);
  }

  /**
   * The service has accepted a submit that was made past the nouns.
   *
   * @param credits the credits that it reserved; null if it did not say
   */
  public void accepted(String taskId, String model, @Nullable BigDecimal credits) {
    accepted(new Hold(model, null, false), taskId, credits);
  }

  /** A submit that was made past the nouns was sent, and its outcome is unknown. */
  public synchronized void inDoubt() {
    unpriced++;
  }

  /** Takes over what an earlier process has bought. */
  public synchronized void restore(JournalEntry entry) {
    BigDecimal amount = cost(entry);
    Hold hold = new Hold(entry.model(), entry.creditsMost().orElse(null), false);
    hold.amount = amount;
    String taskId = entry.task().map(task -> task.id()).orElse(null);
    if (amount == null) {
      unpriced++;
    }
    BigDecimal credits = amount == null ? BigDecimal.ZERO : amount;
    if (taskId == null) {
      hold.state = State.UNCERTAIN;
      pending = pending.add(credits);
      uncertain.put(entry.key(), hold);
      return;
    }
    tasks++;
    saw(entry.model(), entry.creditsReserved().orElse(null));
    if (isEnded(entry.state()) && entry.creditsUsed().isPresent()) {
      used = used.add(credits);
    } else {
      reserved = reserved.add(credits);
      remember(taskId, hold);
    }
  }

  /** Takes over the sum of purchases that the journal has forgotten. */
  public synchronized void restore(BigDecimal forgotten) {
    used = used.add(forgotten);
  }

  private static boolean isEnded(JournalState state) {
    return switch (state) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case INTENT, UNCERTAIN, ACCEPTED, RETRIED, GIVEN_UP -> false;
    };
  }

  /** {@return what an entry counts against a limit; null if nobody knows} */
  public static @Nullable BigDecimal cost(JournalEntry entry) {
    return entry
        .creditsUsed()
        .or(entry::creditsReserved)
        .filter(SpendMeter::isPlausible)
        .or(entry::creditsMost)
        .orElse(null);
  }

  /**
   * A task was seen; what it has cost is known once it has ended.
   *
   * @param taskId that was asked for: answers may leave it out
   */
  public void saw(String taskId, TaskSnapshot task) {
    BigDecimal credits = task.isTerminal() ? finalCost(task) : null;
    if (credits == null || !isPlausible(credits)) {
      return; // what is not told stays reserved
    }
    Terms bought;
    synchronized (this) {
      bought = accepted.remove(taskId);
      if (bought == null) {
        return; // bought by somebody else, or seen before
      }
      if (bought.amount == null) {
        unpriced--;
      } else {
        reserved = reserved.subtract(bought.amount);
        givenBack = givenBack.add(bought.amount.subtract(credits).max(BigDecimal.ZERO));
      }
      used = used.add(credits);
      saw(bought.model, credits);
    }
    compare(bought.model, bought.most, credits);
  }

  /**
   * {@return the final charge of an ended task in credits; null if that is not known} A failed task
   * has cost nothing only if the service says that all was refunded.
   */
  public static @Nullable BigDecimal finalCost(TaskSnapshot task) {
    boolean completed = TaskStatus.COMPLETED.equals(task.status());
    if (!completed && task.billing().filter(Billing::isRefunded).isPresent()) {
      return BigDecimal.ZERO;
    }
    BigDecimal cost = cost(task.task());
    return cost != null && (completed || cost.signum() > 0) ? cost : null;
  }

  /** {@return the final charge in credits, wherever the service tells it; null if it does not} */
  public static @Nullable BigDecimal cost(Task task) {
    TaskUsage usage = task.usage();
    if (usage == null || usage.creditsUsed() != null) {
      return usage == null ? null : usage.creditsUsed();
    }
    TaskCost cost = usage.cost();
    return cost == null ? null : cost.credits();
  }

  public synchronized Totals totals() {
    return new Totals(tasks, pending, reserved, used, givenBack, unpriced);
  }

  /**
   * The amounts spent so far.
   *
   * @param tasks the number of submits that the service has accepted
   * @param pending the most that submits without an outcome may cost
   * @param reserved what is reserved for accepted submits whose charge is not known
   * @param used the final charges of ended tasks
   * @param givenBack what was reserved and not used
   * @param unpriced the number of submits that no sum includes
   */
  public record Totals(
      long tasks,
      BigDecimal pending,
      BigDecimal reserved,
      BigDecimal used,
      BigDecimal givenBack,
      long unpriced) {}

  private static boolean isPlausible(BigDecimal credits) {
    return credits.signum() >= 0
        && (long) credits.precision() - credits.scale() <= MOST_DIGITS
        && credits.scale() <= MOST_DIGITS;
  }
}
