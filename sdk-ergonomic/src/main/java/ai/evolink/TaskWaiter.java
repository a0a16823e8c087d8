package ai.evolink;

import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits for tasks. Knows neither HTTP nor JSON; time, randomness, threads and reading are handed
 * in.
 *
 * <p>How it works. A {@link TaskFuture} is one wait, a {@link Watch} is what all waits on one task
 * share, the {@link PollLoop} polls the watches. Everything changes under the one lock of the
 * {@link Timers}; reads, completions and listeners are effects that run after it, so that no
 * foreign code runs under the lock but policies, which are pure functions.
 *
 * <p>A future is completed on every path: what a poll throws ends in {@link PollLoop}, what a
 * policy throws is replaced by {@link PollTimes}, what an executor refuses runs elsewhere, by
 * {@link Callbacks}.
 */
final class TaskWaiter implements AutoCloseable {
  private final Callbacks callbacks;
  private final Timers timers;
  private final PollLoop loop;

  // Guarded by the lock of the timers.
  private final Set<TaskFuture> submitting = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  TaskWaiter(
      TaskReader reader,
      BiFunction<TaskHandle, TaskSnapshot, Generation> results,
      Callbacks callbacks,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history) {
    this.callbacks = callbacks;
    this.timers = callbacks.timers();
    this.loop = new PollLoop(reader, results, callbacks, budget, random, history);
  }

  // ---- beginning

  /**
   * Waits for the task that {@code submitted} is the handle of. The wait never cancels it.
   *
   * @param pushed whether a callback is expected to announce the end
   */
  TaskFuture await(CompletableFuture<TaskHandle> submitted, WaitOptions options, boolean pushed) {
    TaskFuture wait = new TaskFuture(this, callbacks, options, submitted);
    timers.transact(
        (now, effects) -> {
          if (!closed) {
            submitting.add(wait);
          } else if (!submitted.isCompletedExceptionally()) { // that says whether it was sent
            effects.add(wait::closed);
          }
        });
    EvolinkFuture.whenDone(
        submitted,
        (task, failure) -> {
          if (task != null) {
            accepted(wait, task, options, pushed, true);
          } else {
            timers.transact((now, effects) -> submitting.remove(wait));
            wait.settle(null, Objects.requireNonNullElseGet(failure, NullPointerException::new));
          }
        });
    return wait;
  }

  TaskFuture await(CompletableFuture<TaskHandle> submitted, WaitOptions options) {
    return await(submitted, options, false);
  }

  /** Waits for a task that was submitted before, perhaps long ago and by somebody else. */
  TaskFuture follow(TaskHandle task, WaitOptions options) {
    TaskFuture wait =
        new TaskFuture(this, callbacks, options, CompletableFuture.completedFuture(task));
    accepted(wait, task, options, false, false);
    return wait;
  }

  private void accepted(
      TaskFuture wait, TaskHandle task, WaitOptions options, boolean pushed, boolean fresh) {
    wait.accepted(task);
    timers.transact(
        (now, effects) -> {
          if (fresh && !submitting.remove(wait)) {
            return; // the wait ended while the submit was under way
          }
          if (closed) {
            effects.add(() -> wait.settle(null, new ClientClosedException(task)));
            return;
          }
          wait.deadline = Timers.after(now, Nanos.of(options.deadlineOf(task)));
          loop.join(wait, task, pushed, fresh && !task.ended(), now, effects);
        });
  }

  // ---- ending

  /** Ends the part that {@code wait} has in the polls. The future itself is ended already. */
  void leave(TaskFuture wait) {
    ProgressRelay relay = wait.relay;
    if (relay != null) {
      relay.stop();
    }
    timers.transact(
        (now, effects) -> {
          submitting.remove(wait);
          Watch watch = wait.watch;
          if (watch == null || watch.state == Watch.OVER) {
            return;
          }
          watch.remove(wait);
          if (watch.isDeserted()) {
            loop.desert(watch, effects);
          } else {
            loop.settle(watch, now, effects);
          }
        });
  }

  /** Ends all waits, with {@link ClientClosedException}, and gives back the timer's thread. */
  @Override
  public void close() {
    timers.transact(
        (now, effects) -> {
          closed = true;
          for (TaskFuture wait : submitting) {
            effects.add(wait::closed);
          }
          submitting.clear();
          List<Watch> open = new ArrayList<>(loop.watches().size());
          loop.watches().forEach(open::add);
          for (Watch watch : open) {
            for (TaskFuture wait : watch.waits()) {
              effects.add(() -> wait.settle(null, new ClientClosedException(watch.task)));
            }
            loop.drop(watch, effects);
          }
        });
    timers.close();
  }

  // ---- asking

  /**
   * Polls the task now, since something, such as a callback, says that it may have ended.
   *
   * @return false if nobody waits for a task with that id
   */
  boolean nudge(String taskId) {
    return underLock(
        (now, effects) -> {
          Watch watch = loop.watches().get(taskId);
          if (watch == null) {
            return false;
          }
          if (watch.state == Watch.READING) {
            watch.again = true; // the answer under way may be older than what we were told of
          } else if (watch.state == Watch.SCHEDULED) {
            long soonest =
                watch.polls == 0 ? now : Timers.after(watch.polledAt, PollLoop.MIN_BETWEEN_NUDGES);
            watch.pollAt = Math.min(watch.pollAt, Math.max(now, soonest));
            loop.settle(watch, now, effects);
          }
          return true;
        });
  }

  List<Poll> trace(Watch watch) {
    return underLock(
        (now, effects) -> {
          PollTrace trace = watch.trace;
          return trace == null ? List.<Poll>of() : trace.toList(loop.statuses());
        });
  }

  TaskTimeoutException overdue(TaskFuture wait, Duration atMost) {
    return underLock(
        (now, effects) -> TaskTimeoutException.ofCall(atMost, wait.handle(), wait.watch));
  }

  Instant instant() {
    return timers.instant();
  }

  PollLoop loop() {
    return loop;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** {@return how many tasks are watched} */
  int pending() {
    return underLock((now, effects) -> loop.watches().size());
  }

  private interface Question<T> {
    T answer(long now, Effects effects);
  }

  private <T> T underLock(Question<T> question) {
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    timers.transact((now, effects) -> answer.set(question.answer(now, effects)));
    return Objects.requireNonNull(answer.get());
  }
}
