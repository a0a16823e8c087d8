package ai.evolink;

/**
 * Another process is submitting the same order id at this moment. This call has sent nothing; call
 * again once the other process has its answer, to get the same task.
 */
public final class OrderBusyException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  OrderBusyException(String orderId) {
    super(
        "Another process is submitting it.",
        null,
        Charge.NONE,
        true,
        null,
        "Call again when it has its answer: the same task is returned then.");
    about(orderId);
  }
}
