package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows of one submit and the task it made, as JSON. */
final class TaskCard {

  /** The page asks for the whole text when somebody wants to read it. */
  private static final int SHOWN_CHARS = 280;

  private final TaskStore tasks;

  TaskCard(TaskStore tasks) {
    this.tasks = tasks;
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
    return card;
  }

  private static void show(Task task, Instant now, ObjectNode card) {
    Task.State state = task.at(now);
    card.put("id", task.id());
    card.put("medium", task.kind().type());
    card.put("status", state.status());
    card.put("progress", state.progress());
    card.put("credits", task.credits());
    Optional<Instant> end = task.end();
    boolean ended = end.isPresent() && !now.isBefore(end.get());
    card.put("billing", !ended ? "reserved" : state.isCompleted() ? "charged" : "given back");
    if (ended) {
      card.put("took", Duration.between(task.submittedAt(), end.get()).toMillis());
    }
    if (state.isFailed()) {
      card.put("error", task.plan().errorCode());
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
