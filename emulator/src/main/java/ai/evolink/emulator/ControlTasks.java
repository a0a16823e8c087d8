package ai.evolink.emulator;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows tasks, moves them and forgets them. */
final class ControlTasks {

  private static final int MAX_BODY = 64 << 10;

  private final EmulatorState state;
  private final TaskHands hands;

  ControlTasks(EmulatorState state) {
    this.state = state;
    this.hands = new TaskHands(state);
  }

  void list(Exchange exchange) {
    ObjectNode answer = Json.object().put("total", state.tasks().size());
    ArrayNode array = answer.putArray("tasks");
    int limit = exchange.query("limit", 100, 1, 1000);
    state.tasks().newest(limit).forEach(task -> array.add(view(task, exchange)));
    exchange.send(200, answer);
  }

  void show(Exchange exchange, String id) {
    exchange.send(200, view(find(exchange, id), exchange));
  }

  void delete(Exchange exchange, String id) {
    Task task = find(exchange, id);
    state.tasks().remove(task);
    exchange.send(200, Json.object().put("deleted", 1));
  }

  void deleteAll(Exchange exchange) {
    int size = state.tasks().size();
    state.tasks().clear();
    exchange.send(200, Json.object().put("deleted", size));
  }

  void move(Exchange exchange, String id) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          Task task = find(exchange, id);
          ControlBody body = ControlBody.of(bytes, "status", "error_code", "progress");
          try {
            move(task, body);
          } catch (IllegalStateException e) {
            throw Refusal.media(
                409, "task_has_ended", "invalid_request_error", String.valueOf(e.getMessage()));
          }
          exchange.send(200, view(task, exchange));
        });
  }

  private void move(Task task, ControlBody body) {
    if (body.has("progress") == body.has("status")) {
      throw ControlBody.refusal("status", "The body must have either status or progress");
    }
    if (body.has("progress")) {
      if (body.has("error_code")) {
        throw body.wrong("error_code", "does not go with progress", body.get("error_code"));
      }
      hands.progress(task, body.integer("progress", 0, 99));
    } else {
      hands.end(task, ControlSettings.ending(body, "status"));
    }
  }

  private Task find(Exchange exchange, String id) {
    return state
        .tasks()
        .get(id)
        .orElseThrow(() -> Refusal.at(exchange.path(), 404).message("There is no task " + id));
  }

  /** What the task query answers, and what only the emulator knows. */
  private ObjectNode view(Task task, Exchange exchange) {
    ObjectNode view = Json.object().put("prompt", task.prompt());
    view.put("submitted_at", task.submittedAt().toString());
    Optional.ofNullable(task.end().orElse(null))
        .ifPresentOrElse(end -> view.put("ends_at", end.toString()), () -> view.putNull("ends_at"));
    view.put("credits", task.charge().reserved());
    CallbackHook hook = task.hook();
    if (hook != null) {
      view.put("callback_url", hook.address().toString());
    }
    view.set("task", state.view().of(task, state.clock().now(), exchange.base()));
    return view;
  }
}
