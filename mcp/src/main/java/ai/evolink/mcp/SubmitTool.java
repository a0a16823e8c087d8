package ai.evolink.mcp;

import ai.evolink.Kind;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.model.GenerationRequest;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Buys, and does not wait. */
final class SubmitTool implements ServerTool {
  private static final String MAX_CREDITS = "max_credits";

  private final Account account;
  private final Requests requests;

  SubmitTool(Account account, Requests requests) {
    this.account = account;
    this.requests = requests;
  }

  @Override
  public McpSchema.Tool definition() {
    Map<String, Object> arguments = new LinkedHashMap<>(Schemas.making());
    arguments.put(
        Orders.ORDER_ID + "!",
        Schemas.text(
            Orders.LONGEST_ID,
            "A name of your choice for this purchase, such as cat-on-grass-1; also the name of the"
                + " files. The same order_id is never bought twice: after an error or a time-out,"
                + " repeat the call with the same order_id. To buy another one, choose a new"
                + " order_id."));
    Map<String, Object> most =
        Schemas.of("number", "Refuse if it may cost more credits than this. 68 credits are 1 USD.");
    most.put("exclusiveMinimum", 0);
    arguments.put(MAX_CREDITS, most);
    return McpSchema.Tool.builder("submit", Schemas.object(arguments))
        .title("Buy an image, a video or audio")
        .description(
            "Starts a generation, which costs credits of the user, and answers at once with its"
                + " task_id. Then call wait with the same order_id to get the files. The user has"
                + " set a limit for each day, which the tool credits shows.")
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .readOnlyHint(false)
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(true)
                .build())
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    SubmitOptions.Builder options =
        SubmitOptions.builder().orderId(arguments.requiredText(Orders.ORDER_ID));
    arguments.number(MAX_CREDITS).ifPresent(options::maxCost);
    GenerationRequest request = requests.of(arguments);
    progress.tell(0, "submitting");
    TaskHandle task =
        account.withJournal(client -> Requests.submit(client, request, options.build()).result());
    return Answer.of(document(task));
  }

  private static Map<String, Object> document(TaskHandle task) {
    Map<String, Object> document = new LinkedHashMap<>();
    task.orderId().ifPresent(id -> document.put(Orders.ORDER_ID, id));
    document.put(Orders.TASK_ID, task.id());
    task.model().ifPresent(model -> document.put("model", model));
    task.creditsReserved()
        .ifPresent(credits -> document.put("credits_set_aside", Answer.plain(credits)));
    task.estimatedTime()
        .ifPresent(estimate -> document.put("estimated_seconds", estimate.toSeconds()));
    document.put("bought_now", !task.isReplayed());
    document.put(
        "next",
        (task.isReplayed()
                ? "This order was bought before, and nothing was bought now. To buy another one,"
                    + " choose a new order_id. "
                : "")
            + "Call wait with this order_id."
            + (task.kind() == Kind.VIDEO ? " Videos take minutes: call it again as needed." : ""));
    return document;
  }
}
