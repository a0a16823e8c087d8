package ai.evolink.emulator;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Switches faults on and off, and shows those that are on. */
final class ControlFaults {

  private static final int MAX_BODY = 1 << 20;

  private final Faults faults;

  ControlFaults(Faults faults) {
    this.faults = faults;
  }

  void list(Exchange exchange) {
    exchange.send(200, view(faults.active()));
  }

  void inject(Exchange exchange) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          List<Fault> read = FaultJson.read(ControlBody.parse(bytes));
          try {
            exchange.send(200, view(faults.inject(read)));
          } catch (IllegalArgumentException e) {
            throw ControlBody.refusal("", String.valueOf(e.getMessage()));
          }
        });
  }

  void deleteAll(Exchange exchange) {
    faults.clear();
    exchange.send(200, view(faults.active()));
  }

  void delete(Exchange exchange, String id) {
    if (!id.matches("[0-9]{1,18}") || !faults.remove(Long.parseLong(id))) {
      throw Refusal.at(exchange.path(), 404).message("There is no fault " + id + " (any more)");
    }
    exchange.send(200, view(faults.active()));
  }

  private static ObjectNode view(List<Faults.Injected> shown) {
    ObjectNode answer = Json.object();
    ArrayNode array = answer.putArray("faults");
    shown.forEach(injected -> array.add(FaultJson.write(injected)));
    return answer;
  }
}
