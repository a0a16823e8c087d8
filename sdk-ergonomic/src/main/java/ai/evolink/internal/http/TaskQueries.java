package ai.evolink.internal.http;

import ai.evolink.api.TasksApi;
import ai.evolink.model.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Asks the service about tasks.
 *
 * @param <T> what its answers are read as
 */
public final class TaskQueries<T> {
  private final Transport transport;
  private final Duration pollLimit;
  private final BiFunction<String, Task, T> reader;
  private final LazyApi<TasksApi> api;
  private final LazyApi<TasksApi> polls;

  /**
   * @param pollLimit how long a poll may take
   * @param reader gets the id that was asked for, which the answer may leave out
   */
  public TaskQueries(Transport transport, Duration pollLimit, BiFunction<String, Task, T> reader) {
    this.transport = transport;
    this.pollLimit = pollLimit;
    this.reader = reader;
    this.api = transport.api(TasksApi.class);
    this.polls = transport.apiOfSingleAttempts(TasksApi.class);
  }

  /** Reads a task as any call is made, repeated if need be. */
  public CompletableFuture<T> get(String taskId) {
    return transport.send(api.get().getTask(taskId), task -> read(taskId, task));
  }

  /** Asks once: when to ask again after a failure, the waiter knows better than the transport. */
  public CompletableFuture<T> poll(String taskId) {
    return transport.send(polls.get().getTask(taskId), pollLimit, task -> read(taskId, task));
  }

  private T read(String taskId, Task task) {
    if (task.status() == null && transport.isRefusal(task)) {
      throw transport.refusedInside200("GET /v1/tasks/" + taskId, task);
    }
    return reader.apply(taskId, task);
  }
}
