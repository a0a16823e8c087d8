package ai.evolink.emulator;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the task query and a callback tell about a task. */
final class TaskView {

  private final Spec spec;
  private final boolean billing;

  /**
   * @param billing whether to tell what has become of the reserved credits
   */
  TaskView(Spec spec, boolean billing) {
    this.spec = spec;
    this.billing = billing;
  }

  ObjectNode of(Task task, Instant now, String base) {
    Task.State state = task.at(now);
    ObjectNode view = Json.object();
    view.put("created", task.submittedAt().getEpochSecond());
    view.put("id", task.id());
    view.put("model", task.model());
    view.put("object", task.kind().object());
    view.put("progress", state.progress());
    view.put("status", state.status());
    view.putObject("task_info").put("can_cancel", false);
    view.put("type", task.kind().type());
    if (state.isCompleted()) {
      String links = base + ResultsEndpoint.folder(task);
      List<String> results = task.output().results();
      if (!results.isEmpty()) {
        ArrayNode array = view.putArray("results");
        results.forEach(name -> array.add(links + name));
      }
      ResultData.of(task, links).ifPresent(data -> view.set("result_data", data));
      ObjectNode usage = view.putObject("usage").put("credits_used", task.charge().used());
      if (task.output().shape() == ResultShape.SPEECH) {
        putTokens(usage, task.prompt());
      }
    }
    if (state.isFailed()) {
      view.putObject("error")
          .put("code", task.plan().errorCode())
          .put("message", message(task.plan().errorCode()))
          .put("type", "task_error");
    }
    if (billing) {
      view.set("billing", TaskBilling.of(task, state));
    }
    return view;
  }

  /** As documented for speech; the numbers are made up. */
  private static void putTokens(ObjectNode usage, String text) {
    int input = text.codePointCount(0, text.length());
    int output = 2 * input;
    usage.put("input_tokens", input).put("output_tokens", output);
    usage.put("total_tokens", input + output);
  }

  /** What somebody might tell who wants the caller to fetch something else. */
  ObjectNode forged(Task task) {
    ObjectNode view = Json.object();
    view.put("created", task.submittedAt().getEpochSecond());
    view.put("id", task.id());
    view.put("model", task.model());
    view.put("object", task.kind().object());
    view.put("progress", 100);
    view.put("status", "completed");
    view.putObject("task_info").put("can_cancel", false);
    view.put("type", task.kind().type());
    view.putArray("results").add("https://forged.invalid/" + task.id() + ".png");
    view.putObject("usage").put("credits_used", 0);
    return view;
  }

  /** What the spec says about an error code. */
  private String message(String code) {
    JsonNode codes = spec.at("#/components/schemas/TaskErrorCode");
    for (int i = 0; i < codes.path("enum").size(); i++) {
      if (codes.path("enum").path(i).asString().equals(code)) {
        return codes.path("x-enum-descriptions").path(i).asString();
      }
    }
    return "The emulator was asked for this code; the documentation does not know it.";
  }
}
