package ai.evolink;

import ai.evolink.internal.time.Effects;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.TimerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What all waits on one task share: its polls. Lives from the first wait to the last one, or to the
 * end of the task. Guarded by the lock of the waits, except where noted.
 *
 * <p>There is one per pending task, perhaps a hundred thousand of them: fields are counted here.
 */
final class Watch extends TimerNode {
  /** Neither due nor under way: the timer says when. */
  static final byte SCHEDULED = 0;

  /** Due, but the poll budget is spent; in the {@link ReadyQueue}. */
  static final byte READY = 1;

  /** A read is under way. */
  static final byte READING = 2;

  /** Nobody waits any more. */
  static final byte OVER = 3;

  private static final int UNKNOWN = -1;

  final TaskHandle task;

  /** Moment of the submit on the clock of the timers; negative if the wait was resumed. */
  final long submittedAt;

  /** The next watch in the same bucket of the {@link WatchTable}. */
  @Nullable Watch nextInBucket;

  /** When the next poll is wanted. */
  long pollAt;

  /** What the budget serves first: the smallest of these. */
  long urgency;

  /** When the last poll began; meaningful if there was one. */
  long polledAt;

  /** When the last answer that was not final had been asked for, in seconds since the submit. */
  float pendingAt = UNKNOWN;

  /** A {@link TaskFuture}, or a list of several. */
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
  private byte progress = UNKNOWN;
  private byte earlierProgress = UNKNOWN;

  /** Whether something has asked for another poll while one was under way. */
  boolean again;

  /** Whether a callback is expected to announce the end. */
  boolean pushed;

  Watch(TaskHandle task, long submittedAt) {
    this.task = task;
    this.submittedAt = submittedAt;
  }

  @Override
  public void wake(long now, Effects effects) {
    anyWait().waiter.loop().settle(this, now, effects);
  }

  // ---- waits

  void add(TaskFuture wait) {
    Object before = waits;
    if (before == null) {
      waits = wait;
    } else if (before instanceof TaskFuture first) {
      List<TaskFuture> several = new ArrayList<>(4);
      several.add(first);
      several.add(wait);
      waits = several;
    } else {
      list(before).add(wait);
    }
  }

  void remove(TaskFuture wait) {
    Object before = waits;
    if (before == wait) {
      waits = null;
    } else if (before instanceof List<?>) {
      List<TaskFuture> several = list(before);
      several.remove(wait); // futures are equal only to themselves
      if (several.isEmpty()) {
        waits = null;
      }
    }
  }

  boolean isDeserted() {
    return waits == null;
  }

  /** {@return the waits, as they are now} */
  List<TaskFuture> waits() {
    Object now = waits;
    if (now == null) {
      return List.of();
    }
    return now instanceof TaskFuture only ? List.of(only) : List.copyOf(list(now));
  }

  private TaskFuture anyWait() {
    Object now = waits;
    if (now instanceof TaskFuture only) {
      return only;
    }
    if (now == null) {
      throw new IllegalStateException("a watch without waits is in no queue");
    }
    return list(now).get(0);
  }

  @SuppressWarnings("unchecked") // only add() makes lists
  private static List<TaskFuture> list(Object several) {
    return (List<TaskFuture>) several;
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
      into.progress(progress, Nanos.ofSeconds(progressAt));
    }
    if (earlierProgress != UNKNOWN) {
      into.earlierProgress(earlierProgress, Nanos.ofSeconds(earlierProgressAt));
    }
  }
}
