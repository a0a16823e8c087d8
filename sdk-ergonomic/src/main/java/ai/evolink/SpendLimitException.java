package ai.evolink;

import java.math.BigDecimal;

/**
 * A submit was refused by this client before anything was sent: the credits reserved so far have
 * reached its {@linkplain EvolinkClient.Builder#spendLimit limit}.
 */
public final class SpendLimitException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final BigDecimal limit;
  private final BigDecimal reserved;

  SpendLimitException(BigDecimal limit, BigDecimal reserved, long tasks) {
    super(
        "The submit was not sent: this client may reserve "
            + limit.toPlainString()
            + " credits, and "
            + reserved.toPlainString()
            + " are reserved by "
            + tasks
            + (tasks == 1 ? " task." : " tasks."),
        null,
        Charge.NONE,
        "Raise spendLimit on the client's builder, or make a new client, which counts from zero.");
    this.limit = limit;
    this.reserved = reserved;
  }

  /** {@return the limit, in credits} */
  public BigDecimal limit() {
    return limit;
  }

  /** {@return the credits reserved when the submit was refused} */
  public BigDecimal reserved() {
    return reserved;
  }
}
