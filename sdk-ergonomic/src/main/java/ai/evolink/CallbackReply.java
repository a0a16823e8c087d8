package ai.evolink;

/**
 * What to answer to whoever has called back. No body goes with it. Immutable.
 *
 * <p>Evolink takes any 2xx for delivered and repeats anything else up to three times.
 */
public enum CallbackReply {
  /** The callback was genuine; whether anybody still waited for it is nobody else's business. */
  ACCEPTED(204),

  /** The address was never minted with this hub's key. */
  UNKNOWN(404);

  private final int status;

  CallbackReply(int status) {
    this.status = status;
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }
}
