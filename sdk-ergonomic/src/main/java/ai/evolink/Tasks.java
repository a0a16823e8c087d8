package ai.evolink;

import ai.evolink.internal.http.RemoteCancel;
import ai.evolink.internal.http.TaskQueries;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queries of and waits for existing tasks, submitted by this process or by another one. Nothing
 * here costs credits. Thread-safe.
 *
 * <p>Waits for the same task share their polls; cancelling one does not affect the others.
 */
public final class Tasks {
  private final TaskQueries<TaskSnapshot> queries;
  private final TaskWaits waits;
  private final Completions completions;

  /** Null unless the client allows experimental methods. */
  private final @Nullable RemoteCancel remoteCancel;

  /** Null unless the client allows experimental methods. */
  private final @Nullable TaskListing listing;

  Tasks(
      TaskQueries<TaskSnapshot> queries,
      TaskWaits waits,
      Completions completions,
      @Nullable RemoteCancel remoteCancel,
      @Nullable TaskListing listing) {
    this.queries = queries;
    this.waits = waits;
    this.completions = completions;
    this.remoteCancel = remoteCancel;
    this.listing = listing;
  }

  /**
   * Reads a task once.
   *
   * @return a future that fails with {@link ApiException} (404 for an id that is unknown or has
   *     expired) or {@link TransportException}
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public EvolinkFuture<TaskSnapshot> get(String taskId) {
    return completions.publish(queries.get(TaskIds.require(taskId)));
  }

  /**
   * Resumes the wait for the task of a token that {@link TaskHandle#toToken()} made, in this
   * process or another. Submits nothing. The first poll is made at once, so that a task that has
   * already ended is reported immediately; its links may have expired by then.
   *
   * @return a future that fails as {@link TaskFuture} says; with {@link ApiException} if the
   *     service no longer knows the task
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
   * Waits for a task of which only the id is known, for 90 minutes, because its {@link Kind} is not
   * known.
   *
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public TaskFuture follow(String taskId) {
    return follow(taskId, WaitOptions.ofDefaults());
  }

  /** {@link #follow(String)} with options; their deadline counts from now. */
  public TaskFuture follow(String taskId, WaitOptions options) {
    return follow(TaskHandle.ofId(TaskIds.require(taskId), waits.instant()), options);
  }

  /**
   * Waits for a submitted task until the default deadline of its kind, counted from now. Any number
   * of waits for one task may be active at the same time.
   */
  public TaskFuture follow(TaskHandle task) {
    return follow(task, WaitOptions.ofDefaults());
  }

  /** {@link #follow(TaskHandle)} with options; their deadline counts from now. */
  public TaskFuture follow(TaskHandle task, WaitOptions options) {
    return waits.follow(task, options);
  }

  /**
   * Waits for several tasks.
   *
   * @return one outcome per handle, in the order of {@code tasks}. It does not fail because a task
   *     did. Cancelling it ends all the waits
   */
  public EvolinkFuture<List<Outcome>> all(Collection<TaskHandle> tasks) {
    return all(tasks, WaitOptions.ofDefaults());
  }

  /** {@link #all(Collection)} with options for each of the waits. */
  public EvolinkFuture<List<Outcome>> all(Collection<TaskHandle> tasks, WaitOptions options) {
    return Outcomes.all(waits, tasks, options);
  }

  /**
   * Blocks until all {@code tasks} have ended, and passes each outcome to {@code sink} on this
   * thread as soon as it is known. If {@code sink} throws, the other waits are cancelled and the
   * exception is rethrown to the caller; the tasks go on.
   *
   * @throws WaitInterruptedException if the thread is interrupted; the tasks go on
   */
  public void forEachCompleted(Collection<TaskHandle> tasks, Consumer<? super Outcome> sink) {
    forEachCompleted(tasks, sink, WaitOptions.ofDefaults());
  }

  /** {@link #forEachCompleted(Collection, Consumer)} with options for each of the waits. */
  public void forEachCompleted(
      Collection<TaskHandle> tasks, Consumer<? super Outcome> sink, WaitOptions options) {
    Outcomes.forEachCompleted(waits, tasks, options, sink);
  }

  /**
   * Asks for the first page of the tasks of the account, the newest first.
   *
   * <p>No documentation has this endpoint, only the vendor's own clients use it. That a task is not
   * in the list proves nothing.
   *
   * @return a future that fails with {@link ApiException} or {@link TransportException}
   * @throws IllegalStateException unless {@link EvolinkClient.Builder#allowExperimental()} was
   *     called
   */
  @Experimental
  public EvolinkFuture<TaskPage> list(TaskQuery query) {
    return requireListing("list").page(Objects.requireNonNull(query, "query"), 1);
  }

  /**
   * {@return the tasks of the account, the newest first, each once} Iteration asks for a page when
   * the one before is used up, and blocks meanwhile; it ends after {@link TaskQuery#atMost()}
   * tasks. It throws what the future of {@link #list} fails with.
   *
   * @throws IllegalStateException unless {@link EvolinkClient.Builder#allowExperimental()} was
   *     called
   */
  @Experimental
  public Iterable<TaskSummary> listAll(TaskQuery query) {
    Objects.requireNonNull(query, "query");
    TaskListing pages = requireListing("listAll");
    return () -> pages.iterator(query);
  }

  private TaskListing requireListing(String method) {
    if (listing == null) {
      throw new IllegalStateException(
          method + " is experimental: call allowExperimental() on the client's builder first.");
    }
    return listing;
  }

  /**
   * Asks the service to cancel {@code task} itself; cancelling a future only ends a wait.
   *
   * <p>No published documentation has such an endpoint. This uses the one of an unpublished draft,
   * and nothing says whether credits are refunded. Some models state that their tasks cannot be
   * cancelled.
   *
   * @return true if the service says that it cancelled the task; false if it has no such endpoint
   *     or the task can no longer be cancelled. Fails with {@link ApiException} or {@link
   *     TransportException}
   * @throws IllegalStateException unless {@link EvolinkClient.Builder#allowExperimental()} was
   *     called
   */
  @Experimental
  public EvolinkFuture<Boolean> cancelRemotely(TaskHandle task) {
    if (remoteCancel == null) {
      throw new IllegalStateException(
          "cancelRemotely is experimental: call allowExperimental() on the client's builder"
              + " first.");
    }
    return completions.publish(remoteCancel.cancel(task.id()));
  }
}
