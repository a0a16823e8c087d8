package ai.evolink.internal.poll;

import ai.evolink.CallListener;
import ai.evolink.DurationHistory;
import ai.evolink.EvolinkException;
import ai.evolink.Poll;
import ai.evolink.PollBudget;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.ObserverRelay;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.TimerNode;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
 * of a read that is no longer wanted is recognised by a changed {@link PollHistory#reading}.
 */
public final class PollLoop {
  /**
   * The shortest interval between two polls triggered by continuations, so that a burst of
   * callbacks does not become a burst of polls.
   */
  private static final long MIN_BETWEEN_NUDGES = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * How long a wait whose deadline passed while the machine was suspended may go on, to poll its
   * task once more.
   */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(15);

  private final TaskReader reader;
  private final Continuations continuations;
  private final Timers timers;
  private final PollQueue queue;
  private final LastLooks looks;
  private final PollTimes times;
  private final WatchLessons lessons;
  private final WatchTable watches = new WatchTable();
  private final StatusNumbers statuses = new StatusNumbers();
  private final CommonAnswers common = new CommonAnswers();
  private final UnknownStatuses unknown;
  private final TimerNode budgetTimer = new BudgetTimer();

  PollLoop(
      TaskReader reader,
      Continuations continuations,
      PollBudget budget,
      RandomGenerator random,
      DurationHistory history,
      Lessons lessons) {
    this.reader = reader;
    this.continuations = continuations;
    this.timers = continuations.timers();
    this.queue = new PollQueue(budget);
    this.looks = new LastLooks(budget);
    this.times = new PollTimes(queue.budget(), random, history, continuations);
    this.lessons = new WatchLessons(lessons, continuations.log());
    this.unknown = new UnknownStatuses(continuations.log());
    timers.finishWith(this::spendBudget);
  }

  void change(PollBudget budget, long now) {
    queue.change(budget, now);
    looks.change(budget);
  }

  WatchTable watches() {
    return watches;
  }

  StatusNumbers statuses() {
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
    wait.lookAt =
        watch != null && looks.share(watch.nextLook(), now, wait.deadline)
            ? watch.nextLook()
            : looks.book(now, wait.deadline);
    if (watch != null) {
      watch.add(wait);
      wait.watch = watch;
      watch.pushed |= pushed;
      TaskSnapshot last = watch.last();
      if (last != null) {
        tell(wait, last, effects);
      }
      if (watch.state == Watch.SCHEDULED) {
        long wanted = Timers.after(now, times.next(watch, wait, null, now));
        watch.pollAt = Math.min(watch.pollAt, Math.max(wanted, watch.holdUntil()));
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
      lessons.begin(watch);
      watch.pollAt = mayRest ? Timers.after(now, times.next(watch, wait, null, now)) : now;
      if (!mayRest) { // it may have ended long ago
        queue.add(watch, Watch.PRESSING, now);
      }
    }
    settle(watch, now, effects);
  }

  /** Brings {@code watch} into the state that is due at {@code now}, and sets its timer. */
  void settle(Watch watch, long now, Effects effects) {
    if (watch.state == Watch.OVER) {
      return;
    }
    boolean graced = watch.nextDeadline() <= now && expire(watch, now, effects);
    if (watch.isDeserted()) {
      desert(watch, effects);
      return;
    }
    if (watch.nextLook() <= now) {
      watch.refresh();
    }
    boolean lookDue =
        watch.nextLook() <= now || (graced && watch.lastPolledBefore(timers.jumpedAt()));
    if (watch.state == Watch.SCHEDULED && (watch.pollAt <= now || lookDue)) {
      queue.add(watch, PollTimes.rank(watch, lookDue), now);
      watch.pollAt = now;
    } else if (watch.isReady()) {
      byte rank = PollTimes.rank(watch, lookDue);
      if (rank > watch.state) {
        queue.remove(watch);
        queue.add(watch, rank, now);
      }
    }
    long wakeAt = watch.state == Watch.SCHEDULED ? watch.pollAt : Timers.NEVER;
    wakeAt =
        Math.min(wakeAt, graced ? Timers.after(timers.jumpedAt(), GRACE) : watch.nextDeadline());
    if (watch.state != Watch.READING && watch.nextLook() > now) {
      wakeAt = Math.min(wakeAt, watch.nextLook());
    }
    timers.set(watch, wakeAt);
  }

  /** Ends the waits whose deadline has passed; true if some of them may go on for one more poll. */
  private boolean expire(Watch watch, long now, Effects effects) {
    boolean graced = false;
    WatchState seen = watch.state();
    for (Wait wait : watch.waits()) {
      if (wait.deadline <= now) {
        if (isGraced(watch, wait, now)) {
          graced = true;
          continue;
        }
        watch.remove(wait);
        looks.release(wait.lookAt);
        EvolinkException timeout =
            Access.get()
                .deadlinePassed(
                    watch.task,
                    wait.length(watch.task).plusNanos(now - wait.deadline),
                    seen.last(),
                    seen.lastFailure(),
                    seen.polls(),
                    seen.heldBack());
        effects.add(() -> wait.failed(timeout));
      }
    }
    watch.refresh();
    return graced;
  }

  /**
   * Whether a deadline passed while the machine was suspended, and no answer has arrived since:
   * then the wait may go on for a short time.
   */
  private boolean isGraced(Watch watch, Wait wait, long now) {
    long jumpedAt = timers.jumpedAt();
    return wait.deadline <= jumpedAt
        && now - jumpedAt < GRACE
        && (watch.state == Watch.READING
            || watch.lastPolledBefore(jumpedAt)
            || watch.failures() > 0);
  }

  private void spendBudget(long now, Effects effects) {
    Watch watch;
    while ((watch = queue.next(now)) != null) {
      start(watch, now, effects);
      settle(watch, now, effects);
    }
    timers.set(budgetTimer, queue.nextAt(now));
  }

  /**
   * Polls the task of {@code watch} soon and with precedence, because a callback or something
   * similar says that it may have ended; but not before the time that the service asked for.
   */
  void nudge(Watch watch, long now, Effects effects) {
    if (watch.state == Watch.READING) {
      watch.polled().again = true; // the answer in flight may be older than this hint
      return;
    }
    watch.nudged = true;
    if (watch.state == Watch.SCHEDULED) {
      PollHistory polled = watch.history();
      long soonest = polled == null ? now : Timers.after(polled.polledAt, MIN_BETWEEN_NUDGES);
      watch.pollAt = Math.min(watch.pollAt, Math.max(Math.max(now, soonest), watch.holdUntil()));
    }
    settle(watch, now, effects);
  }

  private void start(Watch watch, long now, Effects effects) {
    PollHistory polled = watch.begin();
    if (watch.pollAt < now) {
      polled.wasHeldBack();
    }
    watch.state = Watch.READING;
    polled.again = false;
    boolean confirms = watch.nudged;
    polled.confirming = confirms;
    watch.nudged = false;
    polled.polledAt = now;
    // Represents the read before it has started: cancelling the ticket aborts the read, even if
    // that starts only afterwards.
    CompletableFuture<TaskSnapshot> ticket = new CompletableFuture<>();
    polled.reading = ticket;
    watch.refresh();
    effects.add(() -> read(watch, confirms, ticket));
  }

  private void read(Watch watch, boolean confirms, CompletableFuture<TaskSnapshot> ticket) {
    CompletableFuture<TaskSnapshot> answer;
    try {
      String id = watch.task.id();
      answer = Objects.requireNonNull(confirms ? reader.confirm(id) : reader.read(id), "read");
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
          if (watch.polled().reading != ticket) {
            return; // this answer is no longer wanted
          }
          watch.takeReading();
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
    watch.polled().answered(watch.task, snapshot, elapsed, statuses, common);
    List<Wait> waits = watch.waits();
    for (Wait wait : waits) {
      tell(wait, snapshot, effects);
    }
    if (snapshot.isTerminal()) {
      lessons.gone(watch);
      if (TaskStatus.COMPLETED.equals(snapshot.status())) {
        lessons.completed(watch, elapsed);
      }
      drop(watch, effects);
      observed(watch, waits, effects);
      for (Wait wait : waits) {
        effects.add(() -> wait.ended(watch.task, snapshot));
      }
      return;
    }
    lessons.stillPending(watch);
    unknown.log(snapshot, effects);
    schedule(watch, null, now, effects);
    observed(watch, waits, effects);
  }

  private void failed(Watch watch, Throwable failure, long now, Effects effects) {
    watch.polled().failed(watch.elapsed(now), failure);
    List<Wait> waits = watch.waits();
    if (PollFailure.isTooMany(failure)) {
      queue.refused(now);
      throttled(waits, effects);
    }
    if (PollFailure.isTransient(failure, watch.elapsed(now))) {
      schedule(watch, PollFailure.retryAfter(failure), now, effects);
      observed(watch, waits, effects);
      return;
    }
    drop(watch, effects);
    observed(watch, waits, effects);
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
    PollHistory polled = watch.polled();
    if (polled.again) {
      watch.nudged = true;
      delay = Math.min(delay, MIN_BETWEEN_NUDGES);
    }
    polled.holdUntil = Timers.after(now, retryAfter == null ? 0 : Nanos.of(retryAfter));
    watch.state = Watch.SCHEDULED;
    watch.pollAt = Math.max(Timers.after(now, delay), polled.holdUntil);
    long look = watch.nextLook();
    polled.next((look > now ? Math.min(watch.pollAt, look) : watch.pollAt) - now);
    settle(watch, now, effects);
  }

  /** Tells observers of the last poll. */
  private void observed(Watch watch, List<Wait> waits, Effects effects) {
    Poll poll = null;
    for (Wait wait : waits) {
      ObserverRelay observer = wait.observer;
      if (observer != null) {
        Poll last = poll == null ? watch.polled().lastPoll(statuses) : poll;
        poll = last;
        effects.add(() -> observer.tell(each -> each.polled(last)));
      }
    }
  }

  private static void throttled(List<Wait> waits, Effects effects) {
    for (Wait wait : waits) {
      ObserverRelay observer = wait.observer;
      if (observer != null) {
        effects.add(() -> observer.tell(CallListener.Observer::throttled));
      }
    }
  }

  private void tell(Wait wait, TaskSnapshot snapshot, Effects effects) {
    ProgressRelay relay = wait.relay;
    if (relay != null && relay.offer(snapshot)) {
      effects.add(() -> continuations.execute(relay));
    }
  }

  /** Removes {@code wait}, which has ended by itself. */
  void leave(Wait wait, long now, Effects effects) {
    Watch watch = wait.watch;
    if (watch != null && watch.state != Watch.OVER && watch.remove(wait)) {
      looks.release(wait.lookAt);
      settle(watch, now, effects);
    }
  }

  /**
   * Ends a watch whose last wait has left while the task was pending, and records the minimum
   * duration that this proves.
   */
  private void desert(Watch watch, Effects effects) {
    lessons.gone(watch);
    lessons.deserted(watch);
    drop(watch, effects);
  }

  void drop(Watch watch, Effects effects) {
    lessons.gone(watch);
    queue.remove(watch);
    watch.state = Watch.OVER;
    watch.waits().forEach(wait -> looks.release(wait.lookAt));
    watches.remove(watch);
    timers.remove(watch);
    CompletableFuture<TaskSnapshot> reading = watch.takeReading();
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
