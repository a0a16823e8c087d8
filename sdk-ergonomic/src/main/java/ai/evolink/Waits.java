package ai.evolink;

import ai.evolink.api.TasksApi;
import ai.evolink.model.Task;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Joins submits and task queries to the waiter. */
final class Waits implements AutoCloseable {
  static final Logger LOG = System.getLogger("ai.evolink");

  private final Transport transport;
  private final Completions completions;
  private final Duration requestTimeout;
  private final Service<TasksApi> polls;
  private final Service<TasksApi> api;
  private final TaskWaiter waiter;
  private final Downloads downloads;
  private final boolean experimental;

  Waits(Transport transport, Completions completions, EvolinkClient.Builder settings) {
    this.transport = transport;
    this.completions = completions;
    this.requestTimeout = settings.requestTimeout;
    this.experimental = settings.experimentalAllowed;
    this.api = transport.service(TasksApi.class);
    this.polls = transport.serviceOfSingleAttempts(TasksApi.class);
    this.downloads =
        new Downloads(transport.http.unsigned, DownloadSettings.of(settings, transport.hosts));
    this.waiter =
        new TaskWaiter(
            this::poll,
            (task, last) -> Generation.of(task, last, downloads),
            completions.callbacks(),
            settings.pollBudget,
            () -> ThreadLocalRandom.current().nextLong(),
            settings.durationHistory);
  }

  TaskFuture generate(Submission submission) {
    return generate(submission, WaitOptions.ofDefaults());
  }

  /**
   * Waits for what {@code submission} buys; gives it up if the wait ends before it has been sent.
   */
  TaskFuture generate(Submission submission, WaitOptions options) {
    return waiter.await(submission, options, submission.isPushed());
  }

  EvolinkFuture<TaskHandle> submit(Submission submission) {
    return completions.publish(submission, submission::abandon);
  }

  /** Asks for the task now if somebody waits for it, since something says that it has ended. */
  void nudge(String taskId) {
    waiter.nudge(taskId);
  }

  TaskFuture follow(TaskHandle task, WaitOptions options) {
    return waiter.follow(task, options);
  }

  EvolinkFuture<List<Outcome>> all(Collection<TaskHandle> tasks, WaitOptions options) {
    return Outcomes.all(waiter, tasks, options);
  }

  void forEachCompleted(
      Collection<TaskHandle> tasks, Consumer<? super Outcome> sink, WaitOptions options) {
    Outcomes.forEachCompleted(waiter, tasks, options, sink);
  }

  EvolinkFuture<TaskSnapshot> get(String id) {
    return completions.publish(transport.send(api.get().getTask(id), this::seen));
  }

  EvolinkFuture<Boolean> cancelRemotely(TaskHandle task) {
    if (!experimental) {
      throw new IllegalStateException(
          "cancelRemotely is experimental: call allowExperimental() on the client's builder first.");
    }
    return completions.publish(new RemoteCancel(transport, requestTimeout).cancel(task.id()));
  }

  /** Asks once: when to ask again after a failure, the waiter knows better than the transport. */
  private CompletableFuture<TaskSnapshot> poll(String id) {
    return transport.send(polls.get().getTask(id), requestTimeout, this::seen);
  }

  private TaskSnapshot seen(Task task) {
    TaskSnapshot snapshot = new TaskSnapshot(task);
    transport.meter().saw(snapshot);
    return snapshot;
  }

  @Override
  public void close() {
    waiter.close();
    downloads.close();
  }
}
