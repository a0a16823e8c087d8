package ai.evolink.internal.poll;

import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.TimerNode;
import ai.evolink.internal.time.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the polls of one task, shared by all waits for it. Lives from the first wait until
 * the last one has left or the task has ended. What its polls have shown is in the {@link
 * PollHistory}. Guarded by the lock of the timers.
 *
 * <p>There is one for each pending task, possibly a hundred thousand of them, so every field costs
 * memory.
 */
public final class Watch extends TimerNode {
  /** No poll is due or in flight: the timer wakes the watch when one is. */
  static final byte SCHEDULED = 0;

  /** A read is in flight. */
  static final byte READING = 1;

  /** No wait is left, or the task has ended. */
  static final byte OVER = 2;

  /**
   * An ordinary poll, at the time chosen by the policy, is due, but the poll budget is exhausted.
   * In this and the following states, which are the ranks of polls, the watch is in a {@link
   * ReadyQueue}.
   */
  static final byte PLAIN = 3;

  /**
   * The first poll of a resumed task, the last poll before a deadline, or a poll after a failed one
   * is due.
   */
  static final byte PRESSING = 4;

  /** A poll that confirms a callback is due. */
  static final byte CONFIRMING = 5;

  private final PollLoop loop;
  final TaskHandle task;

  /**
   * The time of the submit on the clock of the timers; negative if the task was submitted before
   * they were made.
   */
  final long submittedAt;

  /** The next watch in the same bucket of the {@link WatchTable}. */
  @Nullable Watch nextInBucket;

  /** When the next poll is planned; in the ready states, when it became due. */
  long pollAt;

  /**
   * The priority while the watch is ready: among polls of the same rank, the smallest goes first.
   */
  long urgency;

  /** The number under which the task is learned from; negative if it is not, 0 while undecided. */
  int lesson;

  /** A single {@link Wait}, {@link SeveralWaits}, or null. */
  private @Nullable Object waits;

  /** Null before the first poll. */
  private @Nullable PollHistory history;

  int queueSlot = OUT;
  byte state = SCHEDULED;

  /**
   * Whether a callback or something similar has said since the last poll began that the task may
   * have ended.
   */
  boolean nudged;

  /** Whether a callback is expected to announce the end. */
  boolean pushed;

  /** Whether the task is counted as pending, for the sake of learning. */
  boolean counted;

  /**
   * @param submittedAt on the clock of the timers
   */
  Watch(PollLoop loop, TaskHandle task, long submittedAt) {
    this.loop = loop;
    this.task = task;
    this.submittedAt = submittedAt;
  }

  @Override
  public void wake(long now, Effects effects) {
    loop.settle(this, now, effects);
  }

  boolean isReady() {
    return state >= PLAIN;
  }

  // ---- waits

  void add(Wait wait) {
    Object before = waits;
    if (before == null) {
      waits = wait;
      return;
    }
    SeveralWaits several =
        before instanceof Wait first ? new SeveralWaits(first, looked()) : (SeveralWaits) before;
    several.add(wait);
    waits = several;
  }

  /** Removes {@code wait}; false if it is not among the waits. */
  boolean remove(Wait wait) {
    Object before = waits;
    if (before == wait) {
      waits = null;
      return true;
    }
    if (!(before instanceof SeveralWaits several)) {
      return false;
    }
    boolean removed = several.remove(wait);
    if (several.isEmpty()) {
      waits = null;
    }
    return removed;
  }

  boolean isDeserted() {
    return waits == null;
  }

  /** {@return a copy of the list of waits} */
  List<Wait> waits() {
    Object now = waits;
    if (now == null) {
      return List.of();
    }
    return now instanceof Wait only ? List.of(only) : ((SeveralWaits) now).toList();
  }

  /**
   * {@return a lower bound of the deadlines of all waits} It may be too early until the next {@link
   * #refresh}, because waits that have left still count.
   */
  long nextDeadline() {
    Object now = waits;
    if (now == null) {
      return Timers.NEVER;
    }
    return now instanceof Wait only ? only.deadline : ((SeveralWaits) now).nextDeadline;
  }

  /** {@return a lower bound of the times of all last polls} It may be too early as well. */
  long nextLook() {
    Object now = waits;
    if (now == null) {
      return Timers.NEVER;
    }
    return now instanceof Wait only ? only.nextLook(looked()) : ((SeveralWaits) now).nextLook;
  }

  /** Makes {@link #nextDeadline} and {@link #nextLook} exact. */
  void refresh() {
    if (waits instanceof SeveralWaits several) {
      several.refresh(looked());
    }
  }

  /** {@return when the last poll began; {@code Long.MIN_VALUE} if there was none} */
  private long looked() {
    return history == null ? Long.MIN_VALUE : history.polledAt;
  }

  // ---- polls

  /** Begins a poll, the first or a further one. */
  PollHistory begin() {
    PollHistory kept = history;
    if (kept == null) {
      kept = new PollHistory();
      history = kept;
    }
    kept.polls++;
    return kept;
  }

  /** {@return what the polls have shown} There must have been one. */
  PollHistory polled() {
    if (history == null) {
      throw new IllegalStateException("not polled");
    }
    return history;
  }

  @Nullable PollHistory history() {
    return history;
  }

  int polls() {
    return history == null ? 0 : history.polls;
  }

  int failures() {
    return history == null ? 0 : history.failures;
  }

  /** {@return whether the last poll began before {@code time}, or there was none} */
  boolean lastPolledBefore(long time) {
    return history == null || history.polledAt < time;
  }

  /** {@return the earliest time of the next poll that the service allows} */
  long holdUntil() {
    return history == null ? Long.MIN_VALUE : history.holdUntil;
  }

  /** {@return the task as the last successful poll saw it; null if there was none} */
  @Nullable TaskSnapshot last() {
    return history == null ? null : history.last(task);
  }

  /** Takes the read in flight out of the watch; null if there is none. */
  @Nullable CompletableFuture<TaskSnapshot> takeReading() {
    if (history == null) {
      return null;
    }
    CompletableFuture<TaskSnapshot> reading = history.reading;
    history.reading = null;
    return reading;
  }

  long elapsed(long now) {
    return Math.max(0, now - submittedAt);
  }

  WatchState state() {
    return history == null ? WatchState.NONE : history.state(task);
  }
}
