package ai.evolink.internal.poll;

import ai.evolink.ClientClosedException;
import ai.evolink.DurationHistory;
import ai.evolink.Poll;
import ai.evolink.PollBudget;
import ai.evolink.TaskHandle;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits for tasks. Knows neither HTTP nor JSON; time, randomness, threads and reading are handed
 * in.
 *
 * <p>How it works. A {@link Wait} belongs to one future, a {@link Watch} is what all waits on one
 * task share, the {@link PollLoop} polls the watches. Everything changes under the one lock of the
 * {@link Timers}; reads, completions and listeners are effects that run after it, so that no
 * foreign code runs under the lock but policies, which are pure functions.
 *
 * <p>A wait ends on every path: what a poll throws ends in {@link PollLoop}, what a policy throws
 * is replaced by {@link PollTimes}, what an executor refuses runs elsewhere, by {@link Callbacks}.
 */
public final class TaskWaiter implements AutoCloseable {
  private final Timers timers;
  private final PollLoop loop;

  // Guarded by the lock of the timers.
  private final Set<Wait> submitting = new LinkedHashSet<>();
  private boolean closed;

  public TaskWaiter(
      TaskReader reader,
      Callbacks callbacks,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history,
      Lessons lessons) {
    this.timers = callbacks.timers();
    this.loop = new PollLoop(reader, callbacks, budget, random, history, lessons);
  }

  // ---- beginning

  /** {@code wait} has begun, but the submit of its task has not been answered. */
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

  /** The submit has failed, and {@code wait} is told so by somebody else. */
  public void refused(Wait wait) {
    timers.transact((now, effects) -> submitting.remove(wait));
  }

  /**
   * The submit was accepted, just now.
   *
   * @param deadline how long the wait may last from here on
   * @param pushed whether a callback is expected to announce the end
   * @param ended whether the answer to the submit says that the task has ended
   */
  public void accepted(
      Wait wait, TaskHandle task, Duration deadline, boolean pushed, boolean ended) {
    wait.accepted(task);
    timers.transact(
        (now, effects) -> {
          if (submitting.remove(wait)) { // else it ended while the submit was under way
            join(wait, task, deadline, pushed, !ended, now, effects);
          }
        });
  }

  /** Waits for a task that was submitted before, perhaps long ago and by somebody else. */
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
    wait.begunAt = now;
    wait.deadline = Timers.after(now, Nanos.of(deadline));
    loop.join(wait, task, pushed, mayRest, now, effects);
  }

  // ---- ending

  /** Ends the part that {@code wait} has in the polls. The future itself is ended already. */
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

  /** Ends all waits, with {@link ClientClosedException}, and gives back the timer's thread. */
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
   * Polls the task now, since something, such as a callback, says that it may have ended.
   *
   * @return false if nobody waits for a task with that id
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

  public List<Poll> trace(Wait wait) {
    return underLock(
        (now, effects) -> {
          Watch watch = wait.watch;
          PollTrace trace = watch == null ? null : watch.trace;
          return trace == null ? List.<Poll>of() : trace.toList(loop.statuses());
        });
  }

  public WatchState state(Wait wait) {
    return underLock(
        (now, effects) -> {
          Watch watch = wait.watch;
          return watch == null ? WatchState.NONE : watch.state();
        });
  }

  /** {@return how many tasks are watched} */
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
