package ai.evolink.internal.poll;

import ai.evolink.PollContext;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.plan.Promise;
import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.TimerNode;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The polls of one task, shared by all waits for it. Lives from the first wait until the last one
 * has left or the task has ended. Guarded by the lock of the timers, except where noted.
 *
 * <p>There is one for each pending task, possibly a hundred thousand of them, so every field costs
 * memory.
 */
public final class Watch extends TimerNode {
  /** No poll is due or in flight: the timer wakes the watch when one is. */
  static final byte SCHEDULED = 0;

  /** A poll is due, but the poll budget is exhausted; the watch is in the {@link ReadyQueue}. */
  static final byte READY = 1;

  /** A read is in flight. */
  static final byte READING = 2;

  /** No wait is left, or the task has ended. */
  static final byte OVER = 3;

  /** An ordinary poll, at the time chosen by the policy. */
  static final byte PLAIN = 0;

  /**
   * The first poll of a resumed task, the last poll before a deadline, or a poll after a failed
   * one.
   */
  static final byte PRESSING = 1;

  /** A poll that confirms a callback. */
  static final byte CONFIRMING = 2;

  private static final int UNKNOWN = -1;

  private final PollLoop loop;
  final TaskHandle task;

  /**
   * The time of the submit on the clock of the timers; negative if the task was submitted before
   * they were made.
   */
  final long submittedAt;

  /** The next watch in the same bucket of the {@link WatchTable}. */
  @Nullable Watch nextInBucket;

  /** When the next poll is planned; in the ready state, when it became due. */
  long pollAt;

  /** The earliest time of the next poll that the service allows, by {@code Retry-After}. */
  long holdUntil = Long.MIN_VALUE;

  /**
   * The priority while the watch is ready: among polls of the same {@link #rank}, the smallest goes
   * first.
   */
  long urgency;

  /**
   * A lower bound of the deadlines of all waits; it may be too early, because waits that have left
   * still count.
   */
  long nextDeadline = Timers.NEVER;

  /** A lower bound of the times of all last polls; it may be too early as well. */
  long nextLook = Timers.NEVER;

  /** When the last poll began; meaningful if there was one. */
  long polledAt;

  /** When the poll that last saw the task pending was sent, in seconds since the submit. */
  float pendingAt = UNKNOWN;

  /** The model for which the task is counted as pending; null if it is not. */
  @Nullable String countedAs;

  /** The number under which the task is learned from; negative if it is not, 0 while undecided. */
  int lesson;

  /** A single {@link Wait}, a set of several, or null. */
  private @Nullable Object waits;

  @Nullable CompletableFuture<TaskSnapshot> reading;
  volatile @Nullable TaskSnapshot last; // read without the lock by peek()
  @Nullable Throwable lastFailure;
  @Nullable PollTrace trace;
  private float progressAt;
  private float progressSeenAt;
  private float earlierProgressAt;
  int queueSlot = OUT;
  int polls;
  int heldBack;
  short failures;
  byte state = SCHEDULED;
  byte rank = PLAIN;
  private byte progress = UNKNOWN;
  private byte earlierProgress = UNKNOWN;

  /** Whether another poll was requested while one was in flight. */
  boolean again;

  /**
   * Whether a callback or something similar has said since the last poll began that the task may
   * have ended.
   */
  boolean nudged;

  /** Whether the last poll was made because of {@link #nudged}. */
  boolean confirming;

  /**
   * Whether the task was submitted before the first wait began, so that it may have ended long ago.
   */
  final boolean resumed;

  /** Whether a callback is expected to announce the end. */
  boolean pushed;

  Watch(PollLoop loop, TaskHandle task, boolean resumed, long submittedAt) {
    this.loop = loop;
    this.task = task;
    this.resumed = resumed;
    this.submittedAt = submittedAt;
  }

  @Override
  public void wake(long now, Effects effects) {
    loop.settle(this, now, effects);
  }

  // ---- waits

  void add(Wait wait) {
    Object before = waits;
    if (before == null) {
      waits = wait;
    } else if (before instanceof Wait first) {
      Set<Wait> several = new LinkedHashSet<>(4);
      several.add(first);
      several.add(wait);
      waits = several;
    } else {
      several(before).add(wait);
    }
    nextDeadline = Math.min(nextDeadline, wait.deadline);
    nextLook = Math.min(nextLook, wait.lookAt);
  }

  /** Removes {@code wait}; false if it is not among the waits. */
  boolean remove(Wait wait) {
    Object before = waits;
    if (before == wait) {
      waits = null;
      return true;
    }
    if (!(before instanceof Set<?>)) {
      return false;
    }
    Set<Wait> several = several(before);
    boolean removed = several.remove(wait); // waits are equal only to themselves
    if (several.isEmpty()) {
      waits = null;
    }
    return removed;
  }

  /** Recomputes {@link #nextDeadline} and {@link #nextLook}. */
  void refresh() {
    nextDeadline = Timers.NEVER;
    nextLook = Timers.NEVER;
    for (Wait wait : waits()) {
      nextDeadline = Math.min(nextDeadline, wait.deadline);
      if (polls == 0 || polledAt < wait.lookAt) {
        nextLook = Math.min(nextLook, wait.lookAt);
      }
    }
  }

  /** Whether the last poll was to confirm a callback, and found the task pending. */
  boolean confirmedInVain() {
    return confirming && failures == 0;
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
    return now instanceof Wait only ? List.of(only) : List.copyOf(several(now));
  }

  @SuppressWarnings("unchecked") // only add() makes sets
  private static Set<Wait> several(Object several) {
    return (Set<Wait>) several;
  }

  // ---- what was seen

  long elapsed(long now) {
    return Math.max(0, now - submittedAt);
  }

  PollTrace trace() {
    PollTrace kept = trace;
    if (kept == null) {
      kept = new PollTrace();
      trace = kept;
    }
    return kept;
  }

  void saw(TaskSnapshot snapshot, long now) {
    last = snapshot;
    lastFailure = null;
    failures = 0;
    if (snapshot.isTerminal()) {
      return; // what progress promised before is still to be compared with the end
    }
    OptionalInt told = snapshot.progress();
    float at = (float) Nanos.seconds(elapsed(now));
    if (told.isEmpty()) {
      progress = UNKNOWN;
      earlierProgress = UNKNOWN;
    } else {
      byte seen = (byte) Math.max(0, Math.min(100, told.getAsInt()));
      if (seen != progress) {
        earlierProgress = progress;
        earlierProgressAt = progressSeenAt;
        progress = seen;
        progressAt = at;
      }
      progressSeenAt = at;
    }
  }

  void describe(PollContext.Builder into) {
    if (progress != UNKNOWN) {
      into.progress(progress, seconds(progressAt));
    }
    if (earlierProgress != UNKNOWN) {
      into.earlierProgress(earlierProgress, seconds(earlierProgressAt));
    }
  }

  /** {@return the duration that progress has promised, in seconds; negative if it has not} */
  double promise() {
    return Promise.of(earlierProgress, earlierProgressAt, progress, progressAt);
  }

  private static Duration seconds(float seconds) {
    return Duration.ofNanos(Nanos.ofSeconds(seconds));
  }

  WatchState state() {
    return new WatchState(last, lastFailure, polls, heldBack);
  }
}
