package ai.evolink;

/**
 * The HTTP reply to a callback; it has no body. Immutable.
 *
 * <p>Evolink treats any 2xx as delivered, and repeats the callback up to three times after anything
 * else.
 */
public enum CallbackReply {
  /**
   * The callback is genuine. The reply does not reveal whether a wait for the task still exists.
   */
  ACCEPTED(204),

  /** The address was not made with this hub's key. */
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
