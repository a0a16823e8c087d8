package ai.evolink.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells the assistant how far a call has come, if it asked to be told. Thread-safe.
 *
 * <p>The protocol wants each figure to be greater than the one before, so a percentage that stands
 * still moves by a hundredth.
 */
final class Progress {
  private static final double WHOLE = 100;
  private static final double STEP = 0.01;

  private final McpSyncServerExchange exchange;
  private final @Nullable Object token;
  private double last = -STEP;

  Progress(McpSyncServerExchange exchange, @Nullable Object token) {
    this.exchange = exchange;
    this.token = token;
  }

  synchronized void tell(double percent, String message) {
    if (token == null) {
      return;
    }
    last = Math.max(last + STEP, percent);
    try {
      exchange.progressNotification(
          McpSchema.ProgressNotification.builder(token, last)
              .total(WHOLE)
              .message(message)
              .build());
    } catch (RuntimeException e) { // the assistant is gone; its call goes on all the same
      Log.LOGGER.log(Level.DEBUG, "Progress was not told", e);
    }
  }

  /** Says that the call is alive, so that the assistant does not give up. */
  synchronized void repeat(String message) {
    tell(last, message);
  }
}
