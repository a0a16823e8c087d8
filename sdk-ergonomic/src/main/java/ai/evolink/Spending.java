package ai.evolink;

import ai.evolink.internal.http.SpendMeter;
import java.math.BigDecimal;

/**
 * What a client has spent since it was made, as far as the service has told it. Immutable; {@link
 * Credits#spending()} gives a new one.
 *
 * <p>The sum is that of one client in one process: other programs spend from the same account, and
 * so do resumed tasks, which another client has paid for. {@link Credits#balance()} asks the
 * service itself.
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

  /** {@return how many submits the service has accepted} */
  public long tasks() {
    return tasks;
  }

  /**
   * {@return the credits that the service has reserved for accepted submits} An estimate, which it
   * settles when a task ends. Nothing is taken off for tasks that failed: most are not charged, but
   * which are is not documented for every model.
   */
  public BigDecimal reserved() {
    return reserved;
  }

  /**
   * {@return how many submits {@link #reserved()} leaves out} The answer did not tell a price, as
   * on a few models, or no usable answer came ({@link SubmissionUncertainException}).
   */
  public long unpriced() {
    return unpriced;
  }

  /**
   * {@return the final charges of tasks that this client has seen completed, each counted once}
   * Told with the finished task by {@code usage.credits_used}, which is not documented: zero if the
   * service leaves it out. Tasks that the client has resumed count here too.
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
