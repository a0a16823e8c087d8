package ai.evolink.mcp;

import ai.evolink.PriceEstimate;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what a request costs, before it is bought. */
final class PriceTool implements ServerTool {
  private final Account account;
  private final Requests requests;

  PriceTool(Account account, Requests requests) {
    this.account = account;
    this.requests = requests;
  }

  @Override
  public McpSchema.Tool definition() {
    return McpSchema.Tool.builder("price", Schemas.object(Schemas.making()))
        .title("Tell a price")
        .description(
            "Tells what a request would cost, by the public price list, and buys nothing. Takes the"
                + " same model and request as submit.")
        .annotations(Tools.READ_ONLY)
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    PriceEstimate price = account.reader().prices().estimate(requests.of(arguments)).result();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", price.model());
    price.least().ifPresent(least -> document.put("credits_least", Answer.plain(least)));
    price.most().ifPresent(most -> document.put("credits_most", Answer.plain(most)));
    price.unknownBecause().ifPresent(reason -> document.put("unknown_because", reason));
    if (!price.assumptions().isEmpty()) {
      document.put("assumed", price.assumptions());
    }
    return Answer.of(document);
  }
}
