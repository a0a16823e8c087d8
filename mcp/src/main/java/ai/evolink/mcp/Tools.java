package ai.evolink.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;

/** All tools of the server, in the order in which an assistant needs them. */
final class Tools {
  static final McpSchema.ToolAnnotations READ_ONLY =
      McpSchema.ToolAnnotations.builder().readOnlyHint(true).openWorldHint(true).build();

  static final String INSTRUCTIONS =
      "Makes images, videos, music and speech with Evolink, which costs credits of the user. Find a"
          + " model with models, which also tells what it takes; ask price if the user should know"
          + " it first; buy with submit, and get the files with wait. Each purchase has an order_id"
          + " of your choice and is made once, however often submit is repeated with it. After a"
          + " restart, orders lists what was bought.";

  private Tools() {}

  static List<ServerTool> of(Account account, Settings settings) {
    Folder folder = new Folder(settings.folder());
    Requests requests = new Requests(folder);
    Orders orders = new Orders(account);
    return List.of(
        new ModelsTool(),
        new PriceTool(account, requests),
        new SubmitTool(account, requests),
        new WaitTool(account, orders, new Results(folder)),
        new GetTool(account, orders),
        new OrdersTool(orders),
        new CreditsTool(account, settings.dailyCredits()),
        new UploadTool(account, requests));
  }
}
