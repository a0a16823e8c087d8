package ai.evolink.internal.text;

/** The logger of the SDK. */
public final class Log {
  /** Named {@code ai.evolink}, whatever class speaks: users configure one name. */
  public static final System.Logger LOGGER = System.getLogger("ai.evolink");

  private Log() {}
}
