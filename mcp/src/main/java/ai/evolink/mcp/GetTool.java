package ai.evolink.mcp;

import ai.evolink.TaskSnapshot;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at a task once. */
final class GetTool implements ServerTool {
  private final Account account;
  private final Orders orders;

  GetTool(Account account, Orders orders) {
    this.account = account;
    this.orders = orders;
  }

  @Override
  public McpSchema.Tool definition() {
    return McpSchema.Tool.builder("get", Schemas.object(Orders.arguments()))
        .title("Look at a task")
        .description(
            "Tells how far a generation is, without waiting and without saving its files; wait does"
                + " that.")
        .annotations(Tools.READ_ONLY)
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    Orders.Found found = orders.find(arguments);
    TaskSnapshot task = account.reader().tasks().get(found.task().id()).result();
    Map<String, Object> document = new LinkedHashMap<>();
    if (found.orderId() != null) {
      document.put(Orders.ORDER_ID, found.orderId());
    }
    document.put(Orders.TASK_ID, found.task().id());
    document.put("status", task.status().value());
    task.progress().ifPresent(percent -> document.put("progress", percent));
    task.model().ifPresent(model -> document.put("model", model));
    task.error().ifPresent(error -> document.put("error", String.valueOf(error)));
    if (!task.results().isEmpty()) {
      document.put("links", task.results().stream().map(Object::toString).toList());
      document.put("next", "Call wait to save the files: links die within a day.");
    }
    return Answer.of(document);
  }
}
