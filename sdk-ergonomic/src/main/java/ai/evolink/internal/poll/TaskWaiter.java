package ai.evolink.internal.poll;

import ai.evolink.ClientClosedException;
import ai.evolink.DurationHistory;
import ai.evolink.Poll;
import ai.evolink.PollBudget;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits for tasks. Knows neither HTTP nor JSON; time, randomness, threads and queries are injected.
 *
 * <p>How it works: each future has a {@link Wait}, all waits for one task share a {@link Watch},
 * and the {@link PollLoop} polls the watches. All state changes are made under the single lock of
 * the {@link Timers}. Reads, completions and listeners are effects, which run after it was
 * released, so that the only foreign code under the lock is poll policies, which are pure
 * functions.
 *
 * <p>Every wait ends, whatever fails: the {@link PollLoop} handles what a poll throws, {@link
 * PollTimes} replaces the answer of a policy that throws, and {@link Continuations} runs elsewhere
 * what an executor rejects.
 */
public final class TaskWaiter implements AutoCloseable {
  private final Timers timers;
  private final PollLoop loop;

  // Guarded by the lock of the timers.
  private final Set<Wait> submitting = new LinkedHashSet<>();
  private boolean closed;

  public TaskWaiter(
      TaskReader reader,
      Continuations continuations,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history,
      Lessons lessons) {
    this.timers = continuations.timers();
    this.loop = new PollLoop(reader, continuations, budget, random, history, lessons);
  }

  /** Polls by another budget from now on. */
  public void change(PollBudget budget) {
    timers.transact((now, effects) -> loop.change(budget, now));
  }

  // ---- beginning

  /** Registers a {@code wait} whose submit has not been answered yet. */
  public void submitting(Wait wait) {
    timers.transact(
        (now, effects) -> {
          if (closed) {
            effects.add(wait::closed);
          } else {
            submitting.add(wait);
          }
        });
  }

  /** Removes a {@code wait} whose submit has failed; the caller reports the failure to it. */
  public void refused(Wait wait) {
    timers.transact((now, effects) -> submitting.remove(wait));
  }

  /**
   * Begins to poll for a {@code wait} whose submit was accepted just now.
   *
   * @param deadline how long the wait may last from now
   * @param pushed whether a callback is expected to announce the end
   * @param ended whether the answer to the submit says that the task has ended
   */
  public void accepted(
      Wait wait, TaskHandle task, Duration deadline, boolean pushed, boolean ended) {
    wait.accepted(task);
    timers.transact(
        (now, effects) -> {
          if (submitting.remove(wait)) { // otherwise it has ended during the submit
            join(wait, task, deadline, pushed, !ended, now, effects);
          }
        });
  }

  /** Begins to poll for a task that was submitted earlier, possibly by another process. */
  public void follow(Wait wait, TaskHandle task, Duration deadline) {
    wait.accepted(task);
    timers.transact((now, effects) -> join(wait, task, deadline, false, false, now, effects));
  }

  private void join(
      Wait wait,
      TaskHandle task,
      Duration deadline,
      boolean pushed,
      boolean mayRest,
      long now,
      Effects effects) {
    if (closed) {
      effects.add(wait::closed);
      return;
    }
    wait.deadline = Timers.after(now, Nanos.of(deadline));
    loop.join(wait, task, pushed, mayRest, now, effects);
  }

  // ---- ending

  /** Removes {@code wait} from the watch of its task. Its future has already ended. */
  public void leave(Wait wait) {
    ProgressRelay relay = wait.relay;
    if (relay != null) {
      relay.stop();
    }
    timers.transact(
        (now, effects) -> {
          submitting.remove(wait);
          loop.leave(wait, now, effects);
        });
  }

  /** Ends all waits with {@link ClientClosedException}, and releases the thread of the timers. */
  @Override
  public void close() {
    timers.transact(
        (now, effects) -> {
          closed = true;
          for (Wait wait : submitting) {
            effects.add(wait::closed);
          }
          submitting.clear();
          List<Watch> open = new ArrayList<>(loop.watches().size());
          loop.watches().forEach(open::add);
          for (Watch watch : open) {
            for (Wait wait : watch.waits()) {
              effects.add(wait::closed);
            }
            loop.drop(watch, effects);
          }
        });
    timers.close();
  }

  // ---- asking

  /**
   * Polls the task now, because a callback or something similar says that it may have ended.
   *
   * @return false if there is no wait for a task with that id
   */
  public boolean nudge(String taskId) {
    return underLock(
        (now, effects) -> {
          Watch watch = loop.watches().get(taskId);
          if (watch == null) {
            return false;
          }
          loop.nudge(watch, now, effects);
          return true;
        });
  }

  /** {@return whether there is a wait for a task with that id} */
  public boolean isWatched(String taskId) {
    return underLock((now, effects) -> loop.watches().get(taskId) != null);
  }

  public List<Poll> trace(Wait wait) {
    return underLock(
        (now, effects) -> {
          Watch watch = wait.watch;
          PollHistory polled = watch == null ? null : watch.history();
          return polled == null ? List.<Poll>of() : polled.trace(loop.statuses());
        });
  }

  public WatchState state(Wait wait) {
    return underLock(
        (now, effects) -> {
          Watch watch = wait.watch;
          return watch == null ? WatchState.NONE : watch.state();
        });
  }

  /** {@return the task as the last successful poll saw it; empty if there was none} */
  public Optional<TaskSnapshot> last(Wait wait) {
    return Optional.ofNullable(state(wait).last());
  }

  /** {@return the number of tasks that are watched} */
  public int pending() {
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
