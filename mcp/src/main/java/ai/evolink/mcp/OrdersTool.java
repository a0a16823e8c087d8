package ai.evolink.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists what was bought, for an assistant that has lost its memory. */
final class OrdersTool implements ServerTool {
  private static final String LIMIT = "limit";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 200;

  private final Orders orders;

  OrdersTool(Orders orders) {
    this.orders = orders;
  }

  @Override
  public McpSchema.Tool definition() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(LIMIT, Schemas.wholeNumber(1, MOST, "How many. Default: " + DEFAULT_LIMIT + "."));
    return McpSchema.Tool.builder("orders", Schemas.object(arguments))
        .title("List what was bought")
        .description(
            "Lists what was bought with this server, the newest first, also in earlier"
                + " conversations and before it was restarted. Call wait for those that are"
                + " accepted, or completed and not saved.")
        .annotations(Tools.READ_ONLY)
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    return Answer.of(Map.of("orders", orders.latest(arguments.wholeNumber(LIMIT, DEFAULT_LIMIT))));
  }
}
