package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows of one submit and the task it made, as JSON. */
final class TaskCard {

  /** The page asks for the whole text when somebody wants to read it. */
  private static final int SHOWN_CHARS = 280;

  private static final int SHOWN_ATTEMPTS = 10;

  private final TaskStore tasks;
  private final Map<String, List<CallbackDelivery>> deliveries;

  /**
   * @param deliveries what was sent about the tasks, by their id
   */
  TaskCard(TaskStore tasks, Map<String, List<CallbackDelivery>> deliveries) {
    this.tasks = tasks;
    this.deliveries = deliveries;
  }

  ObjectNode of(SubmissionLog.Numbered entry, Instant now) {
    Submission submission = entry.submission();
    ObjectNode card = Json.object();
    card.put("number", entry.number());
    card.put("path", submission.path());
    card.put("model", clip(submission.model()));
    card.put("prompt", clip(submission.prompt()));
    card.put("promptLength", length(submission.prompt()));
    card.put("received", submission.receivedAt().toEpochMilli());
    card.put("account", MaskedKey.of(submission.key()));
    card.put("accountMark", MaskedKey.mark(submission.key()));
    card.put("http", submission.status());
    card.put("medium", medium(submission.path()));
    Optional<Task> task = submission.taskId().flatMap(tasks::get);
    if (task.isPresent()) {
      show(task.get(), now, card);
    } else {
      submission.taskId().ifPresent(id -> card.put("id", id));
      card.put("status", submission.taskId().isPresent() ? "forgotten" : "refused");
    }
    submission.refusal().ifPresent(why -> card.put("refusal", clip(why)));
    submission.fault().ifPresent(fault -> card.put("fault", fault.toString()));
    return card;
  }

  private void show(Task task, Instant now, ObjectNode card) {
    Task.State state = task.at(now);
    card.put("id", task.id());
    card.put("medium", task.kind().type());
    card.put("status", state.status());
    card.put("progress", state.progress());
    card.put("credits", state.isCompleted() ? task.charge().used() : task.charge().reserved());
    Optional<Instant> end = task.end();
    boolean ended = state.isOver();
    card.put("billing", !ended ? "reserved" : state.isCompleted() ? "charged" : "given back");
    if (ended && end.isPresent()) {
      card.put("took", Duration.between(task.submittedAt(), end.get()).toMillis());
    }
    if (state.isFailed()) {
      card.put("error", task.plan().errorCode());
    }
    CallbackHook hook = task.hook();
    if (hook != null) {
      show(hook, deliveries.getOrDefault(task.id(), List.of()), card.putObject("callback"));
    }
    if (state.isCompleted()) {
      if (ResultsEndpoint.isExpired(task, now)) {
        card.put("expired", true);
      } else {
        showMedia(task, card.putArray("media"));
      }
    }
  }

  private static void showMedia(Task task, ArrayNode media) {
    Output output = task.output();
    List<String> names = new ArrayList<>(output.results());
    for (int i = 1; i <= output.shape().pictures(); i++) {
      names.add(output.picture(i));
    }
    for (String name : names) {
      String family = output.typeOf(name).map(MediaType::family).orElse("");
      // Without the host: the page is on the same one.
      media.addObject().put("href", ResultsEndpoint.folder(task) + name).put("family", family);
    }
  }

  private static void show(
      CallbackHook hook, List<CallbackDelivery> deliveries, ObjectNode callback) {
    callback.put("address", clip(hook.address().toString())).put("state", state(hook, deliveries));
    ArrayNode attempts = callback.putArray("attempts");
    // The last ones: whoever sends more by hand has seen the first.
    for (CallbackDelivery delivery :
        deliveries.subList(Math.max(0, deliveries.size() - SHOWN_ATTEMPTS), deliveries.size())) {
      String answer =
          delivery.status().isPresent()
              ? "HTTP " + delivery.status().getAsInt()
              : delivery.failure().orElse("");
      attempts
          .addObject()
          .put("at", delivery.sentAt().toEpochMilli())
          .put("outcome", clip(delivery.isForged() ? answer + " (forged)" : answer))
          .put("accepted", delivery.isDelivered());
    }
  }

  private static String state(CallbackHook hook, List<CallbackDelivery> deliveries) {
    List<CallbackDelivery> genuine = deliveries.stream().filter(sent -> !sent.isForged()).toList();
    if (genuine.stream().anyMatch(CallbackDelivery::isDelivered)) {
      return "delivered";
    } else if (hook.fault() == FaultKind.LOST_CALLBACK) {
      return "lost";
    } else if (genuine.isEmpty()) {
      return "waiting";
    }
    // Not only the last one: somebody may have sent it again since.
    boolean givenUp = genuine.stream().anyMatch(sent -> sent.attempt() == Callbacks.MOST_ATTEMPTS);
    return givenUp ? "refused" : "retrying";
  }

  /** For submits that made no task, the medium can only be read off the path. */
  private static String medium(String path) {
    for (String medium : List.of("image", "video", "audio")) {
      if (path.contains("/" + medium + "s/")) {
        return medium;
      }
    }
    return "";
  }

  private static String clip(String text) {
    return length(text) > SHOWN_CHARS
        ? text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARS)) + "…"
        : text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
