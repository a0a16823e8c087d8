package ai.evolink.mcp;

import ai.evolink.Balance;
import ai.evolink.Spending;
import io.modelcontextprotocol.spec.McpSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what can still be spent: of the account, and of the limit of the day. */
final class CreditsTool implements ServerTool {
  private final Account account;
  private final BigDecimal limit;

  CreditsTool(Account account, BigDecimal limit) {
    this.account = account;
    this.limit = limit;
  }

  @Override
  public McpSchema.Tool definition() {
    return McpSchema.Tool.builder("credits", Schemas.object(Map.of()))
        .title("Show what can be spent")
        .description(
            "Shows the credits of the user's account, and what is left today of the limit that the"
                + " user has set for this server. 68 credits are about 1 USD.")
        .annotations(Tools.READ_ONLY)
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    Balance balance = account.reader().credits().balance().result();
    Spending spending = account.withJournal(client -> client.credits().spending());
    BigDecimal spent = spending.used().add(spending.reserved()).add(spending.pending());
    Map<String, Object> today = new LinkedHashMap<>();
    today.put("limit", Answer.plain(limit));
    today.put("spent_or_set_aside", Answer.plain(spent));
    today.put("left", Answer.plain(limit.subtract(spent).max(BigDecimal.ZERO)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("account_spendable", Answer.plain(balance.spendable()));
    document.put("this_server_today", today);
    return Answer.of(document);
  }
}
