package ai.evolink.internal.text;

/** The logger of the SDK. */
public final class Log {
  /** Named {@code ai.evolink} for all classes, so that users configure a single name. */
  public static final System.Logger LOGGER = System.getLogger("ai.evolink");

  private Log() {}
}
