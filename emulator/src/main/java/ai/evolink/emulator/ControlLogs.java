package ai.evolink.emulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what came in and what went out; sends callbacks that nobody should trust. */
final class ControlLogs {

  private static final int MAX_BODY = 1 << 20;

  private final EmulatorState state;
  private final CallbackRule rule;

  ControlLogs(EmulatorState state) {
    this.state = state;
    this.rule = new CallbackRule(state.settings().mode());
  }

  void submissions(Exchange exchange) {
    List<Submission> all = state.submissions().snapshot();
    ObjectNode answer = Json.object().put("total", all.size());
    ArrayNode array = answer.putArray("submissions");
    newest(all, exchange).forEach(submission -> array.add(view(submission)));
    exchange.send(200, answer);
  }

  void callbacks(Exchange exchange) {
    List<CallbackDelivery> all = state.deliveries().snapshot();
    ObjectNode answer = Json.object().put("total", all.size());
    ArrayNode array = answer.putArray("callbacks");
    newest(all, exchange).forEach(delivery -> array.add(view(delivery)));
    exchange.send(200, answer);
  }

  void send(Exchange exchange) {
    exchange.body(
        MAX_BODY,
        bytes -> {
          ControlBody body = ControlBody.of(bytes, "task_id", "url", "forged", "body");
          String id = body.text("task_id", "");
          Task task =
              state
                  .tasks()
                  .get(id)
                  .orElseThrow(
                      () ->
                          ControlBody.refusal("task_id", "task_id: there is no task '" + id + "'"));
          boolean forged = body.flag("forged") || body.has("body");
          URI address = address(body, task);
          state
              .callbacks()
              .send(id, address, content(body, task, forged, exchange), 1, forged)
              .thenAccept(delivery -> exchange.answer(() -> exchange.send(200, view(delivery))));
        });
  }

  private byte[] content(ControlBody body, Task task, boolean forged, Exchange exchange) {
    if (body.has("body")) {
      return Json.write(body.get("body"));
    }
    return Json.write(
        forged
            ? state.view().forged(task)
            : state.view().of(task, state.clock().now(), exchange.base()));
  }

  private URI address(ControlBody body, Task task) {
    CallbackHook hook = task.hook();
    if (!body.has("url")) {
      if (hook == null) {
        throw ControlBody.refusal("url", "url is required: the task has no callback_url");
      }
      return hook.address();
    }
    String url = body.text("url", "");
    Optional<String> complaint = rule.violation(url);
    if (complaint.isPresent()) {
      throw ControlBody.refusal("url", "url " + complaint.get());
    }
    return URI.create(url);
  }

  /** The newest of them, the newest first. */
  private static <T> List<T> newest(List<T> all, Exchange exchange) {
    int limit = exchange.query("limit", 100, 1, 1000);
    List<T> shown = new ArrayList<>(all.subList(Math.max(0, all.size() - limit), all.size()));
    Collections.reverse(shown);
    return shown;
  }

  private static ObjectNode view(Submission submission) {
    ObjectNode view = Json.object().put("path", submission.path());
    view.put("received_at", submission.receivedAt().toString());
    view.put("model", submission.model());
    view.put("prompt", submission.prompt());
    view.put("status", submission.status());
    submission.taskId().ifPresent(id -> view.put("task_id", id));
    submission.fault().ifPresent(fault -> view.put("fault", fault.toString()));
    ObjectNode headers = view.putObject("headers");
    submission.headers().forEach(headers::put);
    return view.put("body", submission.body());
  }

  private static ObjectNode view(CallbackDelivery delivery) {
    ObjectNode view = Json.object().put("task_id", delivery.taskId());
    view.put("url", delivery.url().toString());
    view.put("sent_at", delivery.sentAt().toString());
    view.put("attempt", delivery.attempt());
    view.put("delivered", delivery.isDelivered());
    view.put("forged", delivery.isForged());
    delivery.status().ifPresent(status -> view.put("status", status));
    delivery.failure().ifPresent(failure -> view.put("failure", failure));
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    Json.Body parsed = Json.body(body);
    return parsed.problem().isEmpty()
        ? view.set("body", parsed.node())
        : view.put("body", delivery.body());
  }
}
