package ai.evolink.internal.price;

/** No price follows from a rule; the message says why, in half a sentence. */
public final class UnpricedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnpricedException(String reason) {
    super(reason, null, false, false);
  }

  /** {@return the same, told of a part of the rule} */
  UnpricedException in(String part) {
    return new UnpricedException(part + ": " + reason());
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
