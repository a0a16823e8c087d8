package ai.evolink.mcp;

/** Ends a call with a text for the assistant: what is wrong, and what to do about it. */
final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ToolException(String message) {
    super(message);
  }

  ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
