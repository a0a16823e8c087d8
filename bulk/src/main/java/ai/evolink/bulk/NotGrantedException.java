package ai.evolink.bulk;

/** The store does not let an item be bought now. Nothing was written. */
final class NotGrantedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  enum Reason {
    /** The bulk is paused or cancelled, or another worker has the item. */
    NOT_READY,
    /** No permit came in time. */
    RATE,
    /** What the item may cost does not fit into what is left. */
    BUDGET,
    /** There is a limit, and nobody knows what the item costs. */
    PRICE
  }

  private final Reason reason;

  NotGrantedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
