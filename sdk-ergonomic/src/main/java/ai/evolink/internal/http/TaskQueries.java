package ai.evolink.internal.http;

import ai.evolink.api.TasksApi;
import ai.evolink.internal.thread.CallThreads.Lane;
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
  private final LazyApi<TasksApi> confirmations;

  /**
   * @param pollLimit the timeout of a poll
   */
  public TaskQueries(Transport transport, Duration pollLimit, Function<Task, T> reader) {
    this.transport = transport;
    this.pollLimit = pollLimit;
    this.reader = reader;
    this.api = transport.api(TasksApi.class);
    this.polls = transport.apiOfSingleAttempts(TasksApi.class, Lane.POLL);
    this.confirmations = transport.apiOfSingleAttempts(TasksApi.class, Lane.CONFIRMATION);
  }

  /** Reads a task, with the retries of any other call. */
  public CompletableFuture<T> get(String taskId) {
    return transport.send(api.get().getTask(taskId), readerOf(taskId));
  }

  /**
   * Reads a task in a single attempt: the waiter decides better than the transport when to try
   * again.
   */
  public CompletableFuture<T> poll(String taskId) {
    return transport.send(polls.get().getTask(taskId), pollLimit, readerOf(taskId));
  }

  /**
   * Like {@link #poll}, but takes precedence over polls: a callback says that the task has ended.
   */
  public CompletableFuture<T> confirm(String taskId) {
    return transport.send(confirmations.get().getTask(taskId), pollLimit, readerOf(taskId));
  }

  /** Rejects an answer about another task, for instance from a faulty cache. */
  private Function<Task, T> readerOf(String taskId) {
    return task -> {
      String told = task.id();
      if (told != null && !told.equals(taskId)) {
        throw new IllegalStateException("it tells of another task, " + told);
      }
      return reader.apply(task);
    };
  }
}
