package ai.evolink.internal.http;

import ai.evolink.SpendLimitException;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.model.Task;
import ai.evolink.model.TaskCost;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what a client spends, and refuses submits when the limit is reached. Thread-safe. */
public final class SpendMeter {
  /**
   * The most digits of a plausible number of credits; beyond that, adding could take any amount of
   * memory.
   */
  private static final int MOST_DIGITS = 20;

  /** How many ended tasks are remembered, so that a task seen twice counts once. */
  private static final int REMEMBERED = 10_000;

  private final @Nullable BigDecimal limit;
  private long tasks;
  private long unpriced;
  private BigDecimal reserved = BigDecimal.ZERO;
  private BigDecimal used = BigDecimal.ZERO;
  private final Map<String, Boolean> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  public SpendMeter(@Nullable BigDecimal limit) {
    this.limit = limit;
  }

  /**
   * Lets a submit pass if the limit is not reached.
   *
   * @throws SpendLimitException if the limit is reached
   */
  public synchronized void admit() {
    if (limit != null && reserved.compareTo(limit) >= 0) {
      throw Access.get().spendLimitReached(limit, reserved, tasks);
    }
  }

  /**
   * The service has accepted a submit.
   *
   * @param credits the credits that it reserved; null if it did not say
   */
  public synchronized void accepted(@Nullable BigDecimal credits) {
    tasks++;
    if (credits == null || !isPlausible(credits)) {
      unpriced++;
    } else {
      reserved = reserved.add(credits);
    }
  }

  /** A submit was sent, and its outcome is unknown. */
  public synchronized void inDoubt() {
    unpriced++;
  }

  /**
   * A task was seen; what it has cost is known once it is completed.
   *
   * @param taskId that was asked for: answers may leave it out
   */
  public void saw(String taskId, TaskSnapshot task) {
    BigDecimal credits = task.isTerminal() ? cost(task.task()) : null;
    if (credits != null && isPlausible(credits)) {
      synchronized (this) {
        if (ended.put(taskId, true) == null) {
          used = used.add(credits);
        }
      }
    }
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
    return new Totals(tasks, reserved, unpriced, used);
  }

  /**
   * The amounts spent so far.
   *
   * @param tasks the number of submits that the service has accepted
   * @param reserved the credits that it has reserved for them
   * @param unpriced the number of submits that {@code reserved} does not include
   * @param used the final charges of ended tasks
   */
  public record Totals(long tasks, BigDecimal reserved, long unpriced, BigDecimal used) {}

  private static boolean isPlausible(BigDecimal credits) {
    return credits.signum() >= 0
        && (long) credits.precision() - credits.scale() <= MOST_DIGITS
        && credits.scale() <= MOST_DIGITS;
  }
}
