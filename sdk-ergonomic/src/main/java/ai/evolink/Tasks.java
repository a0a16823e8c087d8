package ai.evolink;

import ai.evolink.internal.http.RemoteCancel;
import ai.evolink.internal.http.TaskQueries;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that exist already: to look at them, and to wait for them, in this process or after another
 * one has submitted them. Nothing here costs credits. Thread-safe.
 *
 * <p>Waits for the same task share their polls; cancelling one never disturbs another.
 */
public final class Tasks {
  private final TaskQueries<TaskSnapshot> queries;
  private final TaskWaiter waiter;
  private final Completions completions;

  /** Null unless the client allows what is experimental. */
  private final @Nullable RemoteCancel remoteCancel;

  Tasks(
      TaskQueries<TaskSnapshot> queries,
      TaskWaiter waiter,
      Completions completions,
      @Nullable RemoteCancel remoteCancel) {
    this.queries = queries;
    this.waiter = waiter;
    this.completions = completions;
    this.remoteCancel = remoteCancel;
  }

  /**
   * Reads a task once.
   *
   * @return fails with {@link ApiException} (404 for an id that is unknown or has expired) or
   *     {@link TransportException}
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public EvolinkFuture<TaskSnapshot> get(String taskId) {
    return completions.publish(queries.get(TaskIds.require(taskId)));
  }

  /**
   * Goes on waiting for the task of a token that {@link TaskHandle#toToken()} made, in this process
   * or another. Submits nothing. A task that has ended already answers at the first poll, which is
   * made at once; its links may be dead by then.
   *
   * @return fails as {@link TaskFuture} says; with {@link ApiException} if the service no longer
   *     knows the task
   * @throws IllegalArgumentException if the token is damaged or from a newer version of the SDK
   */
  public TaskFuture resume(String token) {
    return resume(token, WaitOptions.ofDefaults());
  }

  /** {@link #resume(String)} with options; their deadline counts from now. */
  public TaskFuture resume(String token, WaitOptions options) {
    return follow(TaskHandle.fromToken(token), options);
  }

  /**
   * Waits for a task of which only the id is known: for 90 minutes, since its {@link Kind} is not.
   *
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public TaskFuture follow(String taskId) {
    return follow(taskId, WaitOptions.ofDefaults());
  }

  /** {@link #follow(String)} with options; their deadline counts from now. */
  public TaskFuture follow(String taskId, WaitOptions options) {
    return follow(TaskHandle.ofId(TaskIds.require(taskId), waiter.instant()), options);
  }

  /**
   * Waits for a submitted task, as long as its kind deserves, counted from now. Any number of waits
   * for one task may go on at once.
   */
  public TaskFuture follow(TaskHandle task) {
    return follow(task, WaitOptions.ofDefaults());
  }

  /** {@link #follow(TaskHandle)} with options; their deadline counts from now. */
  public TaskFuture follow(TaskHandle task, WaitOptions options) {
    return waiter.follow(task, options);
  }

  /**
   * Waits for several tasks.
   *
   * @return one outcome per handle, in the order of {@code tasks}; never fails because a task did.
   *     Cancelling it ends all the waits
   */
  public EvolinkFuture<List<Outcome>> all(Collection<TaskHandle> tasks) {
    return all(tasks, WaitOptions.ofDefaults());
  }

  /** {@link #all(Collection)} with options for each of the waits. */
  public EvolinkFuture<List<Outcome>> all(Collection<TaskHandle> tasks, WaitOptions options) {
    return Outcomes.all(waiter, tasks, options);
  }

  /**
   * Blocks until all {@code tasks} have ended, and hands each outcome to {@code sink} on this
   * thread as soon as it is there. If {@code sink} throws, the other waits are cancelled and the
   * exception goes on to the caller; the tasks live on.
   *
   * @throws WaitInterruptedException if the thread is interrupted; the tasks live on
   */
  public void forEachCompleted(Collection<TaskHandle> tasks, Consumer<? super Outcome> sink) {
    forEachCompleted(tasks, sink, WaitOptions.ofDefaults());
  }

  /** {@link #forEachCompleted(Collection, Consumer)} with options for each of the waits. */
  public void forEachCompleted(
      Collection<TaskHandle> tasks, Consumer<? super Outcome> sink, WaitOptions options) {
    Outcomes.forEachCompleted(waiter, tasks, options, sink);
  }

  /**
   * Asks the service to call {@code task} off. Not to be confused with cancelling a wait.
   *
   * <p>No released documentation has such an endpoint; this uses the one of an unpublished draft,
   * and nothing says whether credits come back. Some models announce that they cannot be cancelled.
   *
   * @return true if the service says that it did; false if it has no such endpoint, or the task can
   *     no longer be called off. Fails with {@link ApiException} or {@link TransportException}
   * @throws IllegalStateException unless {@link EvolinkClient.Builder#allowExperimental()} was
   *     called
   */
  @Experimental
  public EvolinkFuture<Boolean> cancelRemotely(TaskHandle task) {
    if (remoteCancel == null) {
      throw new IllegalStateException(
          "cancelRemotely is experimental: call allowExperimental() on the client's builder first.");
    }
    return completions.publish(remoteCancel.cancel(task.id()));
  }
}
