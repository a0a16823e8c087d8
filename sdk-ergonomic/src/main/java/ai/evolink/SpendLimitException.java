package ai.evolink;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submit was refused by this client before anything was sent: with the most that it may cost, the
 * {@linkplain EvolinkClient.Builder#spendLimit limit} of the client would be passed, or its own
 * {@linkplain SubmitOptions.Builder#maxCost maximum} is less than that.
 */
public final class SpendLimitException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final BigDecimal limit;
  private final BigDecimal committed;
  private final @Nullable BigDecimal most;
  private final boolean ofClient;

  private SpendLimitException(
      String message,
      String nextStep,
      BigDecimal limit,
      BigDecimal committed,
      @Nullable BigDecimal most,
      boolean ofClient) {
    super(message, null, Charge.NONE, nextStep);
    this.limit = limit;
    this.committed = committed;
    this.most = most;
    this.ofClient = ofClient;
  }

  /**
   * @param most null if that does not matter any more
   */
  static SpendLimitException ofLimit(
      BigDecimal limit, BigDecimal committed, @Nullable BigDecimal most) {
    return new SpendLimitException(
        "The submit was not sent: the limit is "
            + limit.toPlainString()
            + " credits, "
            + committed.toPlainString()
            + " are spent or set aside"
            + (most == null ? "." : ", and it may cost " + most.toPlainString() + " more."),
        "Raise spendLimit on the client's builder, or wait: what is given back can be spent again.",
        limit,
        committed,
        most,
        true);
  }

  static SpendLimitException ofMaxCost(BigDecimal maxCost, BigDecimal most) {
    return new SpendLimitException(
        "The submit was not sent: it may cost "
            + most.toPlainString()
            + " credits, and maxCost is "
            + maxCost.toPlainString()
            + ".",
        "Raise maxCost, or ask for less; prices().estimate(request) tells what it costs.",
        maxCost,
        BigDecimal.ZERO,
        most,
        false);
  }

  /** Whether the limit is that of the client, which other submits would pass as well. */
  boolean isOfClient() {
    return ofClient;
  }

  /** {@return the limit, in credits} */
  public BigDecimal limit() {
    return limit;
  }

  /**
   * {@return the credits that counted against the limit when the submit was refused} Zero for a
   * maximum of the submit's own.
   */
  public BigDecimal committed() {
    return committed;
  }

  /**
   * {@return the most credits that the submit may cost; empty if it was refused without a look,
   * because the limit had been reached}
   */
  public Optional<BigDecimal> most() {
    return Optional.ofNullable(most);
  }
}
