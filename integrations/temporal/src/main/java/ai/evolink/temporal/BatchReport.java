package ai.evolink.temporal;

import java.math.BigDecimal;

/**
 * How far a batch is.
 *
 * @param done tasks that were completed
 * @param failed tasks that were bought and have failed, or were cancelled at the service, or whose
 *     wait was cancelled here
 * @param notBought items that the service, or the lack of a known price, has refused, and those
 *     whose order id the batch had had before
 * @param uncertain items that may have been bought: look into the workflow of each
 * @param running items that have been started and have not ended
 * @param credits what has been used, and what may have been: the most by the list for what is
 *     running or uncertain, what was reserved for failed tasks that were not provably refunded
 * @param outOfBudget whether items were left out because they would have passed the limit
 */
public record BatchReport(
    int done,
    int failed,
    int notBought,
    int uncertain,
    int running,
    BigDecimal credits,
    boolean outOfBudget) {}
