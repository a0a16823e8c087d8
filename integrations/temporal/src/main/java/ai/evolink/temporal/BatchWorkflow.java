package ai.evolink.temporal;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any size: a workflow of its own for each item, so many at once, under a budget that is
 * kept here. It continues as new before its history gets long, while its items run on.
 */
@WorkflowInterface
public interface BatchWorkflow {
  /**
   * What to do, and how far it is.
   *
   * @param atOnce how many items run at once
   * @param maxCredits what all items together may cost by the list; null for no limit. With a
   *     limit, an item whose price is not known is not bought
   * @param itemsPerRun how many items are started before the workflow continues as new
   * @param cursor where the source goes on; null at the start
   * @param held the most that each running item may cost, by its order id
   * @param soFar what has ended
   */
  record Plan(
      int atOnce,
      @Nullable BigDecimal maxCredits,
      int itemsPerRun,
      @Nullable String cursor,
      Map<String, BigDecimal> held,
      BatchReport soFar) {
    /** {@return the start of a batch of so many items at once} */
    public static Plan of(int atOnce, @Nullable BigDecimal maxCredits) {
      if (atOnce < 1) {
        throw new IllegalArgumentException("atOnce must be at least 1, but was " + atOnce);
      }
      return new Plan(
          atOnce,
          maxCredits,
          500,
          null,
          Map.of(),
          new BatchReport(0, 0, 0, 0, 0, BigDecimal.ZERO, false));
    }

    /** {@return the same, continued as new after so many items} */
    public Plan withItemsPerRun(int itemsPerRun) {
      return new Plan(atOnce, maxCredits, itemsPerRun, cursor, held, soFar);
    }
  }

  /** How an item has ended. */
  enum End {
    /** The task was completed. */
    DONE,
    /** The task was bought and has failed, or it or its wait was cancelled. */
    FAILED,
    /** Nothing was bought. */
    NOT_BOUGHT,
    /** Nobody knows. */
    UNCERTAIN
  }

  /** Runs until all items have ended, or nothing more fits into the budget. */
  @WorkflowMethod(name = "EvolinkBatch")
  BatchReport run(Plan plan);

  /**
   * Told by the workflow of an item.
   *
   * @param credits what it has cost; null to count the most that it may have cost
   */
  @SignalMethod
  void ended(String orderId, End end, @Nullable BigDecimal credits);

  /** {@return how far it is} */
  @QueryMethod
  BatchReport progress();
}
