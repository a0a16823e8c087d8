package ai.evolink;

import ai.evolink.internal.poll.TaskReader;
import ai.evolink.internal.poll.TaskWaiter;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.ObserverRelay;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Begins waits for tasks: connects futures to the {@link TaskWaiter}, which knows no futures. */
final class TaskWaits implements AutoCloseable {
  final Continuations continuations;
  final TaskWaiter waiter;
  private final BiFunction<TaskHandle, TaskSnapshot, Generation> results;
  final Observed observed;

  /**
   * @param results makes the result of a completed task from its last snapshot
   */
  TaskWaits(
      TaskReader reader,
      BiFunction<TaskHandle, TaskSnapshot, Generation> results,
      Continuations continuations,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history) {
    this(
        reader,
        results,
        continuations,
        budget,
        random,
        history,
        new Observed(List.of(), continuations));
  }

  TaskWaits(
      TaskReader reader,
      BiFunction<TaskHandle, TaskSnapshot, Generation> results,
      Continuations continuations,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history,
      Observed observed) {
    this.continuations = continuations;
    this.observed = observed;
    this.results = results;
    this.waiter = new TaskWaiter(reader, continuations, budget, random, history, history.lessons());
  }

  /**
   * Waits for the task whose handle {@code submitted} delivers. The wait never cancels that future.
   *
   * @param pushed whether a callback is expected to announce the end
   * @param observer is told of the submit and of the wait; null if nobody is
   */
  TaskFuture await(
      CompletableFuture<TaskHandle> submitted,
      WaitOptions options,
      boolean pushed,
      @Nullable ObserverRelay observer) {
    TaskFuture future = new TaskFuture(this, options, submitted, observer);
    if (!submitted.isCompletedExceptionally()) { // else its failure says what was sent
      waiter.submitting(future.wait);
    }
    EvolinkFuture.whenDone(
        submitted,
        (task, failure) -> {
          if (observer != null) {
            Observed.submitted(observer, task, failure);
            if (task != null) {
              Observed.endOf(future, task, observer);
            }
          }
          if (task != null) {
            waiter.accepted(
                future.wait,
                task,
                options.deadlineOf(task),
                pushed && !task.isReplayed(), // its callback may have come to an earlier process
                task.ended() || task.isReplayed());
          } else {
            waiter.refused(future.wait);
            future.settle(null, Objects.requireNonNullElseGet(failure, NullPointerException::new));
          }
        });
    return future;
  }

  TaskFuture await(CompletableFuture<TaskHandle> submitted, WaitOptions options) {
    return await(submitted, options, false, null);
  }

  /** Waits for a task that was submitted earlier, possibly by another process. */
  TaskFuture follow(TaskHandle given, WaitOptions options) {
    TaskHandle task = given.asOf(instant()); // on the clock of the client
    ObserverRelay observer =
        observed.isNobody() ? null : observed.start(CallListener.Call.follow(task));
    TaskFuture future =
        new TaskFuture(this, options, CompletableFuture.completedFuture(task), observer);
    if (observer != null) {
      Observed.endOf(future, task, observer);
    }
    waiter.follow(future.wait, task, options.deadlineOf(task));
    return future;
  }

  /**
   * {@return the result of {@code task}} Throws the exception of the wait if the task was not
   * completed.
   */
  Generation resultOf(TaskHandle task, TaskSnapshot last) {
    EvolinkException failure = TaskErrors.failure(task, last);
    if (failure != null) {
      throw failure;
    }
    return results.apply(task, last);
  }

  boolean nudge(String taskId) {
    return waiter.nudge(taskId);
  }

  boolean isWatched(String taskId) {
    return waiter.isWatched(taskId);
  }

  int pending() {
    return waiter.pending();
  }

  Instant instant() {
    return continuations.timers().instant();
  }

  /** Ends all waits, with {@link ClientClosedException}. */
  @Override
  public void close() {
    waiter.close();
  }
}
