package ai.evolink.mcp;

/** The logger of this package. It writes to standard error. */
final class Log {
  static final System.Logger LOGGER = System.getLogger("ai.evolink.mcp");

  private Log() {}
}
