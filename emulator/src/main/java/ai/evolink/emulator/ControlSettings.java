package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows where the emulator stands, and changes what new tasks do and what time it is. */
final class ControlSettings {

  private static final int MAX_BODY = 64 << 10;

  private final EmulatorState state;

  ControlSettings(EmulatorState state) {
    this.state = state;
  }

  void overview(Exchange exchange) {
    ObjectNode answer = Json.object();
    answer.put("mode", state.settings().mode().name().toLowerCase(Locale.ROOT));
    answer.set("clock", clock());
    answer.set("defaults", defaults());
    ObjectNode tasks = answer.putObject("tasks").put("total", state.tasks().size());
    state
        .tasks()
        .countByStatus(state.clock().now())
        .forEach((status, count) -> tasks.put(status, count));
    answer.put("files", state.files().size());
    answer.put("submissions", state.submissions().snapshot().size());
    List<CallbackDelivery> deliveries = state.deliveries().snapshot();
    long delivered = deliveries.stream().filter(CallbackDelivery::isDelivered).count();
    answer
        .putObject("callbacks")
        .put("delivered", delivered)
        .put("refused", deliveries.size() - delivered);
    answer.put("faults", state.faults().active().size());
    exchange.send(200, answer);
  }

  void defaults(Exchange exchange) {
    exchange.send(200, defaults());
  }

  void changeDefaults(Exchange exchange) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          ControlBody body = ControlBody.of(bytes, "pace", "outcome", "next");
          // All is read before anything changes.
          Duration pace = body.has("pace") ? body.seconds("pace") : state.pace().length();
          TaskOutcome outcome =
              body.has("outcome")
                  ? outcome(body.get("outcome"), "outcome.")
                  : state.pace().outcome();
          List<TaskOutcome> next = next(body);
          state.pace().length(pace);
          state.pace().outcome(outcome);
          state.pace().addNext(next);
          exchange.send(200, defaults());
        });
  }

  void advance(Exchange exchange) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          Duration by = ControlBody.of(bytes, "seconds").seconds("seconds");
          if (!(state.clock() instanceof ManualClock manual)) {
            throw Refusal.media(
                409,
                "clock_runs_by_itself",
                "invalid_request_error",
                "Only a manual clock can be advanced; this one is " + state.clock().describe());
          }
          manual.advance(by);
          exchange.send(200, clock());
        });
  }

  void reset(Exchange exchange) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          ControlBody.of(bytes);
          state.reset();
          overview(exchange);
        });
  }

  private ObjectNode clock() {
    return Json.object()
        .put("now", state.clock().now().toString())
        .put("kind", state.clock().describe());
  }

  private ObjectNode defaults() {
    ObjectNode answer = Json.object().put("pace", Numbers.seconds(state.pace().length()));
    answer.set("outcome", view(state.pace().outcome()));
    ArrayNode next = answer.putArray("next");
    state.pace().next().forEach(outcome -> next.add(view(outcome)));
    return answer;
  }

  private static ObjectNode view(TaskOutcome outcome) {
    boolean stuck = outcome.ending() == Plan.Ending.NEVER;
    ObjectNode view = Json.object().put("status", stuck ? "stuck" : outcome.ending().status());
    if (!outcome.errorCode().isEmpty()) {
      view.put("error_code", outcome.errorCode());
    }
    outcome.length().ifPresent(length -> view.put("after", Numbers.seconds(length)));
    return view;
  }

  private static List<TaskOutcome> next(ControlBody body) {
    List<TaskOutcome> outcomes = new ArrayList<>();
    if (body.has("next")) {
      JsonNode next = body.get("next");
      if (!next.isArray()) {
        throw body.wrong("next", "must be an array of outcomes", next);
      }
      for (int i = 0; i < next.size(); i++) {
        outcomes.add(outcome(next.path(i), "next[" + i + "]."));
      }
    }
    return outcomes;
  }

  private static TaskOutcome outcome(JsonNode node, String at) {
    ControlBody body = ControlBody.of(node, at, "status", "error_code", "after");
    boolean stuck = body.text("status", "").equals("stuck");
    TaskOutcome outcome = stuck ? TaskOutcome.stuck() : ending(body, "status");
    return body.has("after") ? outcome.after(body.seconds("after")) : outcome;
  }

  /** How a task ends, by the word that the API has for it. */
  static TaskOutcome ending(ControlBody body, String name) {
    String word = body.text(name, "");
    if (!word.equals("failed") && body.has("error_code")) {
      throw body.wrong("error_code", "goes with the status failed only", body.get("error_code"));
    }
    return switch (word) {
      case "completed" -> TaskOutcome.completed();
      case "cancelled" -> TaskOutcome.cancelled();
      case "failed" ->
          body.checked(
              "error_code", () -> TaskOutcome.failed(body.text("error_code", "service_error")));
      default -> throw body.wrong(name, "must be completed, failed or cancelled", body.get(name));
    };
  }
}
