package ai.evolink;

/** The logger of the SDK. */
final class Log {
  /** Named {@code ai.evolink}, whatever class speaks: users configure one name. */
  static final System.Logger LOGGER = System.getLogger("ai.evolink");

  private Log() {}
}
