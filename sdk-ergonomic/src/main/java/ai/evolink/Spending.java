package ai.evolink;

import ai.evolink.internal.http.SpendMeter;
import java.math.BigDecimal;

/**
 * What a client has spent since it was made, or with a {@linkplain SpendLimit#ledger ledger} all
 * that was bought under its name, as far as the service has reported it. Immutable; {@link
 * Credits#spending()} returns the current state.
 *
 * <p>Each purchase is in one sum at a time: {@link #pending()} while nobody knows whether it was
 * made, {@link #reserved()} once the service has accepted it, and {@link #used()} or {@link
 * #givenBack()} when its task has ended and was seen. Other programs may spend from the same
 * account, and tasks that this client has only resumed were bought by another. {@link
 * Credits#balance()} asks the service itself.
 */
public final class Spending {
  private final SpendMeter.Totals totals;

  Spending(SpendMeter.Totals totals) {
    this.totals = totals;
  }

  /** {@return the number of submits that the service has accepted} */
  public long tasks() {
    return totals.tasks();
  }

  /**
   * {@return the most credits that submits under way, and those whose outcome is uncertain, may
   * cost by the price list} Zero for a client without a limit, which does not read the list.
   */
  public BigDecimal pending() {
    return totals.pending();
  }

  /**
   * {@return the credits reserved for accepted submits whose final charge is not known} A failed
   * task keeps its reservation, unless the service says that it was refunded.
   */
  public BigDecimal reserved() {
    return totals.reserved();
  }

  /**
   * {@return the final charges of the tasks that were seen to end} Taken from {@code
   * usage.credits_used} of the task, which is documented for one model only: a task without it
   * stays among the {@link #reserved()}.
   */
  public BigDecimal used() {
    return totals.used();
  }

  /** {@return what was reserved for tasks that have ended, and not used} */
  public BigDecimal givenBack() {
    return totals.givenBack();
  }

  /**
   * {@return the sum of what is pending, reserved and used: what counts against a {@linkplain
   * EvolinkClient.Builder#spendLimit limit}}
   */
  public BigDecimal committed() {
    return pending().add(reserved()).add(used());
  }

  /**
   * {@return the number of submits that no sum includes} Either the answer had no price, as with a
   * few models, or no usable answer arrived ({@link SubmissionUncertainException}), and no price
   * list says what they may cost.
   */
  public long unpriced() {
    return totals.unpriced();
  }

  @Override
  public String toString() {
    return "Spending["
        + tasks()
        + " tasks, "
        + (pending().signum() == 0 ? "" : pending().toPlainString() + " credits pending, ")
        + reserved().toPlainString()
        + " credits reserved, "
        + used().toPlainString()
        + " used"
        + (givenBack().signum() == 0 ? "" : ", " + givenBack().toPlainString() + " given back")
        + (unpriced() == 0 ? "" : ", " + unpriced() + " without a price")
        + "]";
  }
}
