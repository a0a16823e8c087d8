package ai.evolink.internal.http;

import ai.evolink.api.TasksApi;
import ai.evolink.model.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Queries tasks.
 *
 * @param <T> the type that answers are converted to
 */
public final class TaskQueries<T> {
  private final Transport transport;
  private final Duration pollLimit;
  private final Function<Task, T> reader;
  private final LazyApi<TasksApi> api;
  private final LazyApi<TasksApi> polls;

  /**
   * @param pollLimit the timeout of a poll
   */
  public TaskQueries(Transport transport, Duration pollLimit, Function<Task, T> reader) {
    this.transport = transport;
    this.pollLimit = pollLimit;
    this.reader = reader;
    this.api = transport.api(TasksApi.class);
    this.polls = transport.apiOfSingleAttempts(TasksApi.class);
  }

  /** Reads a task, with the retries of any other call. */
  public CompletableFuture<T> get(String taskId) {
    return transport.send(api.get().getTask(taskId), reader);
  }

  /**
   * Reads a task in a single attempt: the waiter decides better than the transport when to try
   * again.
   */
  public CompletableFuture<T> poll(String taskId) {
    return transport.send(polls.get().getTask(taskId), pollLimit, reader);
  }
}
