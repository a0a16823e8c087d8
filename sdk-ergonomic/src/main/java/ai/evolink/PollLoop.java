package ai.evolink;

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
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls watched tasks: the state machine of the {@link TaskWaiter}, and all of it that runs under
 * the lock of the {@link Timers}.
 *
 * <p>A watch is in one of three states: scheduled (the timer wakes it when a poll, a last poll or a
 * deadline is due), ready (due, but the poll budget is spent), reading. Reads, completions and
 * listeners are effects that run after the lock was released. A read that is no longer wanted is
 * recognised by {@link Watch#reading} having changed.
 */
final class PollLoop {
  /** Least time between two polls that callbacks cause: a storm of them must not become ours. */
  static final long MIN_BETWEEN_NUDGES = TimeUnit.MILLISECONDS.toNanos(250);

  private final TaskReader reader;
  private final BiFunction<TaskHandle, TaskSnapshot, Generation> results;
  private final Callbacks callbacks;
  private final Timers timers;
  private final TokenBucket budget;
  private final PollTimes times;
  private final DurationHistory history;
  private final WatchTable watches = new WatchTable();
  private final ReadyQueue ready = new ReadyQueue();
  private final PollTrace.Statuses statuses = new PollTrace.Statuses();
  private final UnknownStatuses unknown;
  private final TimerNode budgetTimer = new BudgetTimer();

  PollLoop(
      TaskReader reader,
      BiFunction<TaskHandle, TaskSnapshot, Generation> results,
      Callbacks callbacks,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history) {
    this.reader = reader;
    this.results = results;
    this.callbacks = callbacks;
    this.timers = callbacks.timers();
    this.budget = new TokenBucket(budget);
    this.times = new PollTimes(this.budget, random, history, callbacks);
    this.history = history;
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
   * Lets {@code wait} share the watch of its task, or begins one.
   *
   * @param mayRest whether the first poll may wait; else it is made now
   */
  void join(
      TaskFuture wait,
      TaskHandle task,
      boolean pushed,
      boolean mayRest,
      long now,
      Effects effects) {
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
                      Math.max(0, timers.instant().toEpochMilli() - task.submittedMillis())));
      watch = new Watch(task, now - age);
      watch.pushed = pushed;
      watch.add(wait);
      wait.watch = watch;
      watches.add(watch);
      watch.pollAt = mayRest ? Timers.after(now, times.next(watch, wait, null, now)) : now;
    }
    settle(watch, now, effects);
  }

  /** Brings {@code watch} into the state that belongs to {@code now}, and sets its timer. */
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
    for (TaskFuture wait : watch.waits()) {
      wakeAt = Math.min(wakeAt, wait.deadline);
      long lastPoll = PollTimes.lastPoll(watch, wait);
      if (watch.state != Watch.READING && lastPoll > now) {
        wakeAt = Math.min(wakeAt, lastPoll);
      }
    }
    timers.set(watch, wakeAt);
  }

  private void expire(Watch watch, long now, Effects effects) {
    for (TaskFuture wait : watch.waits()) {
      if (wait.deadline <= now) {
        watch.remove(wait);
        TaskTimeoutException timeout =
            TaskTimeoutException.atDeadline(watch, Duration.ofNanos(watch.elapsed(now)));
        effects.add(() -> wait.settle(null, timeout));
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
    // Stands for the read until it is there, and is cancelled in its place if that comes too late.
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
    EvolinkFuture.whenDone(ticket, (none, cancelled) -> reading.cancel(true));
    EvolinkFuture.whenDone(reading, (snapshot, failure) -> seen(watch, ticket, snapshot, failure));
  }

  private void seen(
      Watch watch,
      CompletableFuture<TaskSnapshot> ticket,
      @Nullable TaskSnapshot snapshot,
      @Nullable Throwable failure) {
    timers.transact(
        (now, effects) -> {
          if (watch.reading != ticket) {
            return; // nobody waits for this answer any more
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
    for (TaskFuture wait : watch.waits()) {
      tell(wait, snapshot, effects);
    }
    if (snapshot.isTerminal()) {
      List<TaskFuture> waits = watch.waits();
      if (TaskStatus.COMPLETED.equals(snapshot.status())) {
        learn(watch, Nanos.seconds(elapsed));
      }
      drop(watch, effects);
      for (TaskFuture wait : waits) {
        TaskHandle task = Objects.requireNonNullElse(wait.handle(), watch.task);
        effects.add(() -> end(wait, task, snapshot));
      }
      return;
    }
    watch.pendingAt = (float) Nanos.seconds(watch.elapsed(watch.polledAt));
    unknown.log(snapshot, effects);
    schedule(watch, null, now, effects);
  }

  private void end(TaskFuture wait, TaskHandle task, TaskSnapshot last) {
    Generation generation = null;
    Throwable failure = null;
    try {
      failure = TaskErrors.failure(task, last);
      generation = failure == null ? results.apply(task, last) : null;
    } catch (Throwable t) {
      failure = PollFailure.ending(t, task);
    }
    wait.settle(generation, failure);
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
    List<TaskFuture> waits = watch.waits();
    drop(watch, effects);
    for (TaskFuture wait : waits) {
      effects.add(() -> wait.settle(null, PollFailure.ending(failure, watch.task)));
    }
  }

  /** Decides when to poll again: as soon as the most impatient of the waits wants to. */
  private void schedule(Watch watch, @Nullable Duration retryAfter, long now, Effects effects) {
    long delay = Nanos.MAX;
    for (TaskFuture wait : watch.waits()) {
      delay = Math.min(delay, times.next(watch, wait, retryAfter, now));
    }
    if (watch.again) {
      delay = Math.min(delay, MIN_BETWEEN_NUDGES);
    }
    if (retryAfter != null) {
      delay = Math.max(delay, Nanos.of(retryAfter));
    }
    long pollAt = Timers.after(now, delay);
    for (TaskFuture wait : watch.waits()) {
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

  private void tell(TaskFuture wait, TaskSnapshot snapshot, Effects effects) {
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
        history.add(model, (double) estimate, Math.max(0, watch.pendingAt), until);
      } catch (RuntimeException e) { // learning is a luxury: it must not cost a wait
        callbacks.log().log(Level.ERROR, "Could not learn from a task.", e);
      }
    }
  }

  /** The last wait has gone while the task was pending, which says how long it takes at least. */
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

  /** Wakes the waiter when the next token is there; {@link #spendBudget} then runs by itself. */
  private static final class BudgetTimer extends TimerNode {
    @Override
    public void wake(long now, Effects effects) {}
  }
}
