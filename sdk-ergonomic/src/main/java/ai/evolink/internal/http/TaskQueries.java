package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads.Lane;
import ai.evolink.model.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Queries tasks.
 *
 * @param <T> the type that answers are converted to
 */
public final class TaskQueries<T> {
  private final Transport transport;
  private final Duration pollLimit;
  private final BiFunction<String, Task, T> reader;

  /**
   * @param pollLimit how long a poll may take
   * @param reader gets the id that was asked for, which the answer may leave out
   */
  public TaskQueries(Transport transport, Duration pollLimit, BiFunction<String, Task, T> reader) {
    this.transport = transport;
    this.pollLimit = pollLimit;
    this.reader = reader;
  }

  /** Reads a task, with the retries of any other call. */
  public CompletableFuture<T> get(String taskId) {
    return transport.task(taskId, Lane.CALL, true, null, task -> read(taskId, task));
  }

  /**
   * Reads a task in a single attempt: the waiter decides better than the transport when to try
   * again.
   */
  public CompletableFuture<T> poll(String taskId) {
    return transport.task(taskId, Lane.POLL, false, pollLimit, task -> read(taskId, task));
  }

  /** The same, to find out whether a task has ended as it is said to have. */
  public CompletableFuture<T> confirm(String taskId) {
    return transport.task(taskId, Lane.CONFIRMATION, false, pollLimit, task -> read(taskId, task));
  }

  private T read(String taskId, Task task) {
    String told = task.id();
    if (told != null && !told.equals(taskId)) {
      throw new IllegalStateException("it tells of another task, " + told);
    }
    if (task.status() == null && transport.isRefusal(task)) {
      throw transport.refusedInside200("GET /v1/tasks/" + taskId, task);
    }
    return reader.apply(taskId, task);
  }
}
