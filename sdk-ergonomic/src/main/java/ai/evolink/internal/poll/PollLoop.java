package ai.evolink.internal.poll;

import ai.evolink.DurationHistory;
import ai.evolink.EvolinkException;
import ai.evolink.PollBudget;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.TimerNode;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.TaskStatus;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls watched tasks: the state machine of the {@link TaskWaiter}. All of it runs under the lock
 * of the {@link Timers}.
 *
 * <p>A pending watch is in one of three states: scheduled (the timer wakes it when a poll, a last
 * poll or a deadline is due), ready (a poll is due, but the poll budget is exhausted), or reading.
 * Reads, completions and listeners are effects, which run after the lock was released. The answer
 * of a read that is no longer wanted is recognised by a changed {@link Watch#reading}.
 */
public final class PollLoop {
  /**
   * The shortest interval between two polls triggered by callbacks, so that a burst of callbacks
   * does not become a burst of polls.
   */
  static final long MIN_BETWEEN_NUDGES = TimeUnit.MILLISECONDS.toNanos(250);

  private final TaskReader reader;
  private final Callbacks callbacks;
  private final Timers timers;
  private final TokenBucket budget;
  private final PollTimes times;
  private final Lessons lessons;
  private final WatchTable watches = new WatchTable();
  private final ReadyQueue ready = new ReadyQueue();
  private final PollTrace.Statuses statuses = new PollTrace.Statuses();
  private final UnknownStatuses unknown;
  private final TimerNode budgetTimer = new BudgetTimer();

  PollLoop(
      TaskReader reader,
      Callbacks callbacks,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history,
      Lessons lessons) {
    this.reader = reader;
    this.callbacks = callbacks;
    this.timers = callbacks.timers();
    this.budget = new TokenBucket(budget);
    this.times = new PollTimes(this.budget, random, history, callbacks);
    this.lessons = lessons;
    this.unknown = new UnknownStatuses(callbacks.log());
    timers.finishWith(this::spendBudget);
  }

  WatchTable watches() {
    return watches;
  }

  PollTrace.Statuses statuses() {
    return statuses;
  }

  /**
   * Adds {@code wait} to the watch of its task, or begins one.
   *
   * @param mayRest whether the first poll is left to the policy; otherwise it is made at once
   */
  void join(
      Wait wait, TaskHandle task, boolean pushed, boolean mayRest, long now, Effects effects) {
    Watch watch = watches.get(task.id());
    if (watch != null) {
      watch.add(wait);
      wait.watch = watch;
      watch.pushed |= pushed;
      TaskSnapshot last = watch.last;
      if (last != null) {
        tell(wait, last, effects);
      }
      if (watch.state == Watch.SCHEDULED) {
        watch.pollAt =
            Math.min(watch.pollAt, Timers.after(now, times.next(watch, wait, null, now)));
      }
    } else {
      long age =
          mayRest
              ? 0
              : Nanos.of(
                  Duration.ofMillis(
                      Math.max(
                          0, timers.instant().toEpochMilli() - task.submittedAt().toEpochMilli())));
      watch = new Watch(this, task, now - age);
      watch.pushed = pushed;
      watch.add(wait);
      wait.watch = watch;
      watches.add(watch);
      watch.pollAt = mayRest ? Timers.after(now, times.next(watch, wait, null, now)) : now;
    }
    settle(watch, now, effects);
  }

  /** Brings {@code watch} into the state that is due at {@code now}, and sets its timer. */
  void settle(Watch watch, long now, Effects effects) {
    if (watch.state == Watch.OVER) {
      return;
    }
    expire(watch, now, effects);
    if (watch.isDeserted()) {
      desert(watch, effects);
      return;
    }
    if (watch.state == Watch.SCHEDULED && watch.pollAt <= now) {
      watch.state = Watch.READY;
      watch.urgency = PollTimes.urgency(watch, now);
      ready.add(watch);
    }
    if (watch.state != Watch.READING && PollTimes.isLastPollDue(watch, now)) {
      ready.remove(watch);
      budget.take(now);
      start(watch, now, effects);
    }
    long wakeAt = watch.state == Watch.SCHEDULED ? watch.pollAt : Timers.NEVER;
    for (Wait wait : watch.waits()) {
      wakeAt = Math.min(wakeAt, wait.deadline);
      long lastPoll = PollTimes.lastPoll(watch, wait);
      if (watch.state != Watch.READING && lastPoll > now) {
        wakeAt = Math.min(wakeAt, lastPoll);
      }
    }
    timers.set(watch, wakeAt);
  }

  private void expire(Watch watch, long now, Effects effects) {
    for (Wait wait : watch.waits()) {
      if (wait.deadline <= now) {
        watch.remove(wait);
        EvolinkException timeout =
            Access.get()
                .deadlinePassed(
                    watch.task,
                    Duration.ofNanos(watch.elapsed(now)),
                    watch.last,
                    watch.lastFailure,
                    watch.polls,
                    watch.heldBack);
        effects.add(() -> wait.failed(timeout));
      }
    }
  }

  private void spendBudget(long now, Effects effects) {
    while (!ready.isEmpty() && budget.tryTake(now)) {
      Watch watch = Objects.requireNonNull(ready.poll());
      start(watch, now, effects);
      settle(watch, now, effects);
    }
    timers.set(budgetTimer, ready.isEmpty() ? Timers.NEVER : budget.nextAt(now));
  }

  private void start(Watch watch, long now, Effects effects) {
    if (watch.pollAt < now) {
      watch.heldBack++;
    }
    watch.state = Watch.READING;
    watch.again = false;
    watch.polledAt = now;
    watch.polls++;
    // Represents the read before it has started: cancelling the ticket aborts the read, even if
    // that starts only afterwards.
    CompletableFuture<TaskSnapshot> ticket = new CompletableFuture<>();
    watch.reading = ticket;
    effects.add(() -> read(watch, ticket));
  }

  private void read(Watch watch, CompletableFuture<TaskSnapshot> ticket) {
    CompletableFuture<TaskSnapshot> answer;
    try {
      answer = Objects.requireNonNull(reader.read(watch.task.id()), "read");
    } catch (Throwable t) {
      answer = CompletableFuture.failedFuture(t);
    }
    CompletableFuture<TaskSnapshot> reading = answer;
    Unwrapping.whenDone(ticket, (none, cancelled) -> reading.cancel(true));
    Unwrapping.whenDone(reading, (snapshot, failure) -> seen(watch, ticket, snapshot, failure));
  }

  private void seen(
      Watch watch,
      CompletableFuture<TaskSnapshot> ticket,
      @Nullable TaskSnapshot snapshot,
      @Nullable Throwable failure) {
    timers.transact(
        (now, effects) -> {
          if (watch.reading != ticket) {
            return; // this answer is no longer wanted
          }
          watch.reading = null;
          if (failure != null) {
            failed(watch, failure, now, effects);
          } else if (snapshot == null) {
            failed(watch, new NullPointerException("no snapshot"), now, effects);
          } else {
            answered(watch, snapshot, now, effects);
          }
        });
  }

  private void answered(Watch watch, TaskSnapshot snapshot, long now, Effects effects) {
    long elapsed = watch.elapsed(now);
    watch.saw(snapshot, now);
    watch
        .trace()
        .answered(elapsed, statuses.numberOf(snapshot.status()), snapshot.progress().orElse(-1));
    for (Wait wait : watch.waits()) {
      tell(wait, snapshot, effects);
    }
    if (snapshot.isTerminal()) {
      List<Wait> waits = watch.waits();
      if (TaskStatus.COMPLETED.equals(snapshot.status())) {
        learn(watch, Nanos.seconds(elapsed));
      }
      drop(watch, effects);
      for (Wait wait : waits) {
        effects.add(() -> wait.ended(watch.task, snapshot));
      }
      return;
    }
    watch.pendingAt = (float) Nanos.seconds(watch.elapsed(watch.polledAt));
    unknown.log(snapshot, effects);
    schedule(watch, null, now, effects);
  }

  private void failed(Watch watch, Throwable failure, long now, Effects effects) {
    watch.trace().failed(watch.elapsed(now), PollFailure.httpStatus(failure));
    watch.lastFailure = failure;
    watch.failures = (short) Math.min(watch.failures + 1, Short.MAX_VALUE);
    if (PollFailure.isTooMany(failure)) {
      budget.refused(now);
    }
    if (PollFailure.isTransient(failure, watch.elapsed(now))) {
      schedule(watch, PollFailure.retryAfter(failure), now, effects);
      return;
    }
    List<Wait> waits = watch.waits();
    drop(watch, effects);
    for (Wait wait : waits) {
      effects.add(() -> wait.failed(PollFailure.ending(failure, watch.task)));
    }
  }

  /** Schedules the next poll at the earliest time that any of the waits asks for. */
  private void schedule(Watch watch, @Nullable Duration retryAfter, long now, Effects effects) {
    long delay = Nanos.MAX;
    for (Wait wait : watch.waits()) {
      delay = Math.min(delay, times.next(watch, wait, retryAfter, now));
    }
    if (watch.again) {
      delay = Math.min(delay, MIN_BETWEEN_NUDGES);
    }
    if (retryAfter != null) {
      delay = Math.max(delay, Nanos.of(retryAfter));
    }
    long pollAt = Timers.after(now, delay);
    for (Wait wait : watch.waits()) {
      long lastPoll = PollTimes.lastPoll(watch, wait);
      if (now < lastPoll) {
        pollAt = Math.min(pollAt, lastPoll);
      }
    }
    watch.state = Watch.SCHEDULED;
    watch.pollAt = pollAt;
    watch.trace().next(pollAt - now);
    settle(watch, now, effects);
  }

  private void tell(Wait wait, TaskSnapshot snapshot, Effects effects) {
    ProgressRelay relay = wait.relay;
    if (relay != null && relay.offer(snapshot)) {
      effects.add(() -> callbacks.execute(relay));
    }
  }

  private void learn(Watch watch, double until) {
    TaskSnapshot last = watch.last;
    String model =
        watch.task.model().or(() -> last == null ? Optional.empty() : last.model()).orElse(null);
    if (model != null) {
      long estimate = watch.task.estimatedTime().map(Duration::toSeconds).orElse(0L);
      try {
        lessons.add(model, (double) estimate, Math.max(0, watch.pendingAt), until);
      } catch (RuntimeException e) { // learning is optional and must not end a wait
        callbacks.log().log(Level.ERROR, "Could not learn from a task.", e);
      }
    }
  }

  /**
   * Ends a watch whose last wait has left while the task was pending, and records the minimum
   * duration that this proves.
   */
  void desert(Watch watch, Effects effects) {
    if (watch.pendingAt > 0) {
      learn(watch, Double.POSITIVE_INFINITY);
    }
    drop(watch, effects);
  }

  void drop(Watch watch, Effects effects) {
    watch.state = Watch.OVER;
    watches.remove(watch);
    ready.remove(watch);
    timers.remove(watch);
    CompletableFuture<TaskSnapshot> reading = watch.reading;
    watch.reading = null;
    if (reading != null) {
      effects.add(() -> reading.cancel(true));
    }
  }

  /**
   * Wakes the loop when the next token is available; {@link #spendBudget} runs after every change.
   */
  private static final class BudgetTimer extends TimerNode {
    @Override
    public void wake(long now, Effects effects) {}
  }
}
