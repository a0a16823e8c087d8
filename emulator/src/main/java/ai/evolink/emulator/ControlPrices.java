package ai.evolink.emulator;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what the price list says of a model, and changes it or what is charged. */
final class ControlPrices {

  private static final int MAX_BODY = 1 << 20;

  private final PriceBook book;

  ControlPrices(PriceBook book) {
    this.book = book;
  }

  void show(Exchange exchange, String model) {
    exchange.send(200, view(model));
  }

  void change(Exchange exchange, String model) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          ControlBody body = ControlBody.of(bytes, "rule", "factor", "credits");
          if ((body.has("rule") ? 1 : 0)
                  + (body.has("factor") ? 1 : 0)
                  + (body.has("credits") ? 1 : 0)
              != 1) {
            throw ControlBody.refusal("rule", "The body must have one of rule, factor and credits");
          }
          change(model, body);
          exchange.send(200, view(model));
        });
  }

  private void change(String model, ControlBody body) {
    if (body.has("factor")) {
      BigDecimal factor = number(body, "factor");
      body.checked("factor", () -> done(() -> book.multiply(model, factor)));
    } else if (body.has("credits")) {
      BigDecimal credits = number(body, "credits");
      body.checked("credits", () -> done(() -> book.charge(model, credits)));
    } else if (body.get("rule").isNull()) {
      book.remove(model);
    } else if (body.get("rule") instanceof ObjectNode rule) {
      book.replace(model, rule);
    } else {
      throw body.wrong("rule", "must be an object, or null to take it away", body.get("rule"));
    }
  }

  private static boolean done(Runnable change) {
    change.run();
    return true;
  }

  private static BigDecimal number(ControlBody body, String name) {
    JsonNode value = body.get(name);
    if (!value.isNumber()) {
      throw body.wrong(name, "must be a number", value);
    }
    return value.decimalValue();
  }

  void restore(Exchange exchange, String model) {
    book.restore(model);
    exchange.send(200, view(model));
  }

  private ObjectNode view(String model) {
    ObjectNode view = Json.object().put("model", model);
    book.rule(model).ifPresentOrElse(rule -> view.set("rule", rule), () -> view.putNull("rule"));
    return view;
  }
}
