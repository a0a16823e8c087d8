package ai.evolink.emulator;

import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Answers the balance query. A key is an account of its own here, so both show the same. */
final class CreditsEndpoint {

  private final Operation operation;
  private final EmulatorClock clock;
  private final Ledger ledger;

  CreditsEndpoint(Operation operation, EmulatorClock clock, Ledger ledger) {
    this.operation = operation;
    this.clock = clock;
    this.ledger = ledger;
  }

  void handle(Exchange exchange) {
    String key = Keys.require(exchange, operation);
    Ledger.Balance balance = ledger.balance(key, clock.now());
    BigDecimal remaining = balance.remaining();
    BigDecimal used = balance.used();
    ObjectNode answer = Json.object();
    ObjectNode data = answer.putObject("data");
    data.putObject("token")
        .put("remaining_credits", remaining)
        .put("unlimited_credits", false)
        .put("used_credits", used);
    data.putObject("user").put("remaining_credits", remaining).put("used_credits", used);
    answer.put("message", "").put("success", true);
    exchange.send(200, answer);
  }
}
