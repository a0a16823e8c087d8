package ai.evolink;

/**
 * A submit with a limit was refused by this client before anything was sent, because nobody can say
 * what it may cost: the price list could not be read or applied, or what it counts is measured. It
 * {@linkplain #isRetryable() may succeed later} if the list could not be read.
 */
public final class PriceUnknownException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final String reason;

  PriceUnknownException(String model, String reason, boolean retryable) {
    super(
        "The submit was not sent: what it may cost is unknown, since " + reason + ".",
        null,
        Charge.NONE,
        retryable,
        null,
        "To send it all the same, set UnknownPrice.ASSUME_HIGHEST, or no limit.");
    this.model = model;
    this.reason = reason;
  }

  /** {@return the id of the model, as the price list has it} */
  public String model() {
    return model;
  }

  /** {@return why the price is unknown, in half a sentence} */
  public String reason() {
    return reason;
  }
}
