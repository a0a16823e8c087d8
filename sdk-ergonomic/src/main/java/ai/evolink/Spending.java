package ai.evolink;

import ai.evolink.internal.http.SpendMeter;
import java.math.BigDecimal;

/**
 * What a client has spent since it was made, as far as the service has reported it. Immutable;
 * {@link Credits#spending()} returns the current state.
 *
 * <p>The sums cover one client in one process. Other programs may spend from the same account, and
 * the reservations of resumed tasks belong to the client that submitted them. {@link
 * Credits#balance()} asks the service itself.
 */
public final class Spending {
  private final long tasks;
  private final BigDecimal reserved;
  private final long unpriced;
  private final BigDecimal used;

  Spending(SpendMeter.Totals totals) {
    this.tasks = totals.tasks();
    this.reserved = totals.reserved();
    this.unpriced = totals.unpriced();
    this.used = totals.used();
  }

  /** {@return the number of submits that the service has accepted} */
  public long tasks() {
    return tasks;
  }

  /**
   * {@return the credits that the service has reserved for accepted submits} This is an estimate,
   * which the service settles when a task ends. Nothing is subtracted for failed tasks: most are
   * not charged, but which ones is not documented for every model.
   */
  public BigDecimal reserved() {
    return reserved;
  }

  /**
   * {@return the number of submits that {@link #reserved()} does not include} Either the answer had
   * no price, as with a few models, or no usable answer arrived ({@link
   * SubmissionUncertainException}).
   */
  public long unpriced() {
    return unpriced;
  }

  /**
   * {@return the final charges of tasks that this client has seen end, each counted once} Taken
   * from {@code usage.credits_used} of the task, which is not documented: zero if the service
   * leaves it out. Tasks that this client has resumed are included.
   */
  public BigDecimal used() {
    return used;
  }

  @Override
  public String toString() {
    return "Spending["
        + tasks
        + " tasks, "
        + reserved.toPlainString()
        + " credits reserved, "
        + used.toPlainString()
        + " used"
        + (unpriced == 0 ? "" : ", " + unpriced + " without a price")
        + "]";
  }
}
