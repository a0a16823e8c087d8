package ai.evolink.emulator;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the list of an account's tasks, the newest first. */
final class TaskListEndpoint {

  private static final int USUAL_SIZE = 20;
  private static final int MOST = 50;

  private final Operation operation;
  private final EmulatorClock clock;
  private final TaskStore tasks;

  TaskListEndpoint(Operation operation, EmulatorClock clock, TaskStore tasks) {
    this.operation = operation;
    this.clock = clock;
    this.tasks = tasks;
  }

  void handle(Exchange exchange) {
    String key = Keys.require(exchange, operation);
    int page = exchange.query("page", 1, 1, Integer.MAX_VALUE);
    int size = exchange.query("page_size", USUAL_SIZE, 1, MOST);
    Instant now = clock.now();
    List<Task> fitting =
        tasks.newest(Integer.MAX_VALUE).stream()
            .filter(task -> task.account().key().equals(key))
            .filter(task -> fits(exchange.query("type"), task.kind().type()))
            .filter(task -> fits(exchange.query("model"), task.model()))
            .filter(task -> isAt(exchange.query("status"), task.at(now)))
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode rows = answer.putArray("data");
    fitting.stream()
        .skip((page - 1L) * size)
        .limit(size)
        .forEach(task -> rows.add(row(task, task.at(now))));
    answer.put("total", fitting.size()).put("page", page).put("page_size", size);
    exchange.send(200, answer);
  }

  private static boolean fits(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  /** What is being processed includes what waits for it. */
  private static boolean isAt(String wanted, Task.State state) {
    return fits(wanted, state.status())
        || (wanted.equals(Course.PROCESSING) && state.status().equals(Course.PENDING));
  }

  private static ObjectNode row(Task task, Task.State state) {
    ObjectNode row = Json.object().put("id", task.id());
    row.put("model", task.model()).put("type", task.kind().type());
    row.put("status", state.status()).put("progress", state.progress());
    row.put("created_at", task.submittedAt().getEpochSecond());
    row.put("has_results", state.isCompleted() && !task.output().results().isEmpty());
    row.put("has_error", state.isFailed());
    if (state.isCompleted()) {
      row.put("credits_used", task.charge().used());
    }
    return row;
  }
}
