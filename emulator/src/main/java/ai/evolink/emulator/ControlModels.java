package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells which models there are, what their requests look like, and what a request would cost. */
final class ControlModels {

  /** As much as a submit may have. */
  private static final int MAX_BODY = 20 << 20;

  private final Spec spec;
  private final PriceBook prices;
  private final RequestCheck check;

  ControlModels(Spec spec, EmulatorState state) {
    this.spec = spec;
    this.prices = state.prices();
    this.check = new RequestCheck(spec, state.settings().mode());
  }

  void list(Exchange exchange) {
    ObjectNode answer = Json.object();
    ArrayNode models = answer.putArray("models");
    for (Operation operation : spec.operations()) {
      if (operation.submitsTask()) {
        operation.branches().stream()
            .filter(model -> !spec.aliases().containsKey(model))
            .sorted()
            .forEach(model -> models.add(view(operation, model)));
      }
    }
    answer.set("error_codes", spec.at("#/components/schemas/TaskErrorCode/enum"));
    exchange.send(200, answer);
  }

  void show(Exchange exchange, String model) {
    Operation operation =
        taking(model)
            .orElseThrow(
                () -> Refusal.at(exchange.path(), 404).message("There is no model " + model));
    JsonNode shape = operation.branch(model).map(spec::at).orElseGet(Json::object);
    ObjectNode view = view(operation, model);
    view.set("fields", FormFields.of(spec, shape));
    // Of these, one has to be there.
    view.set("one_of", oneOf(shape));
    exchange.send(200, view);
  }

  private static ArrayNode oneOf(JsonNode shape) {
    ArrayNode names = Json.array();
    for (JsonNode choice : shape.path("anyOf")) {
      choice.path("required").forEach(names::add);
    }
    return names;
  }

  private static ObjectNode view(Operation operation, String model) {
    return Json.object()
        .put("id", model)
        .put("medium", medium(operation))
        .put("path", operation.path());
  }

  private static String medium(Operation operation) {
    return operation.example(200).map(example -> Json.text(example, "type", "")).orElse("");
  }

  private Optional<Operation> taking(String model) {
    return spec.operations().stream()
        .filter(Operation::submitsTask)
        .filter(operation -> operation.branch(model).isPresent())
        .findFirst();
  }

  /** Makes no task: says what one from this body would cost, and what is wrong with the body. */
  void quote(Exchange exchange) {
    exchange.body(MAX_BODY, bytes -> exchange.send(200, quote(ControlBody.parse(bytes))));
  }

  private ObjectNode quote(JsonNode body) {
    if (!body.isObject()) {
      throw ControlBody.refusal("", "The body must be that of a submit: a JSON object");
    }
    String model = Json.text(body, "model", "");
    Optional<Operation> operation = taking(model);
    ObjectNode answer = Json.object().put("model", model);
    List<Violation> problems = new ArrayList<>();
    operation.ifPresentOrElse(
        found -> problems.addAll(check.violations(found.branch(model), body)),
        () -> problems.add(unknown(model)));
    MagicPrompt.mistake(Json.text(body, "prompt", ""))
        .ifPresent(mistake -> problems.add(new Violation("prompt", "magic", "prompt: " + mistake)));
    // What is still missing does not keep the rest from having a price.
    boolean priced = problems.stream().allMatch(Violation::isMissing);
    if (operation.isPresent() && priced) {
      Charge charge = prices.charge(operation.get(), model, body);
      answer.put("credits_reserved", charge.reserved()).put("credits_used", charge.used());
    } else {
      answer.putNull("credits_reserved").putNull("credits_used");
    }
    ArrayNode array = answer.putArray("problems");
    problems.forEach(
        problem ->
            array.addObject().put("param", problem.param()).put("message", problem.message()));
    return answer;
  }

  private static Violation unknown(String model) {
    String complaint =
        model.isBlank() ? "model is required" : "model: the emulator does not know " + model;
    return new Violation("model", "unknown", complaint);
  }
}
