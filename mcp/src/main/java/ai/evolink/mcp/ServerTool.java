package ai.evolink.mcp;

import io.modelcontextprotocol.spec.McpSchema;

/** One tool of the server. Thread-safe: an assistant may call it several times at once. */
interface ServerTool {
  /** {@return name, description and arguments, as the assistant reads them} */
  McpSchema.Tool definition();

  /**
   * Answers a call. May block, and ends early if its thread is interrupted.
   *
   * @throws RuntimeException whose text {@link ErrorText} makes an answer for the assistant
   */
  McpSchema.CallToolResult call(Arguments arguments, Progress progress);
}
