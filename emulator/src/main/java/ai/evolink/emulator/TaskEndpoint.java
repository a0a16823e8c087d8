package ai.evolink.emulator;

/** Answers the task query. */
final class TaskEndpoint {

  private static final String PREFIX = "task-unified-";

  private final Operation operation;
  private final EmulatorClock clock;
  private final TaskStore tasks;
  private final TaskView view;

  TaskEndpoint(Operation operation, EmulatorClock clock, TaskStore tasks, TaskView view) {
    this.operation = operation;
    this.clock = clock;
    this.tasks = tasks;
    this.view = view;
  }

  void handle(Exchange exchange, String id) {
    String key = Keys.require(exchange, operation);
    if (!id.startsWith(PREFIX)) {
      throw Refusal.of(operation, 400);
    }
    Task task = tasks.get(id).orElseThrow(() -> Refusal.of(operation, 404));
    if (!task.account().key().equals(key)) {
      throw Refusal.of(operation, 403);
    }
    exchange.send(200, view.of(task, clock.now(), exchange.base()));
  }
}
