package ai.evolink.internal.poll;

import ai.evolink.Poll;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.model.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The polls of one task so far, and what they have shown. Made with the first poll, so that tasks
 * that wait for theirs cost less. Guarded by the lock of the timers.
 *
 * <p>There is one for each pending task, possibly a hundred thousand of them, so every field costs
 * memory.
 */
final class PollHistory {
  /** The number of polls that the trace keeps: the last ones. */
  static final int CAPACITY = 64;

  private static final long NO_TIME = Long.MIN_VALUE;

  /** When the last poll began. */
  long polledAt;

  /** The earliest time of the next poll that the service allows, by {@code Retry-After}. */
  long holdUntil = Long.MIN_VALUE;

  /** When the poll that last saw the task pending was sent, in seconds since the submit. */
  float pendingAt = -1;

  int polls;

  /** How many polls the budget has delayed; no more than a {@code short} can count. */
  short heldBack;

  /**
   * How many polls have failed since the last that did not; no more than a {@code short} can count.
   */
  short failures;

  /** Whether another poll was requested while one was in flight. */
  boolean again;

  /** Whether the last poll was made because a callback has said that the task may have ended. */
  boolean confirming;

  /** The read that is in flight; null if there is none. */
  @Nullable CompletableFuture<TaskSnapshot> reading;

  /** The failure of the last poll; null if it succeeded. */
  @Nullable Throwable lastFailure;

  /** The model under which the task is counted as pending, if its handle does not tell one. */
  @Nullable String countedAs;

  /**
   * The last answer, or what it has in common with others, as a {@link Task}; null if none came.
   */
  private @Nullable Object last;

  /** The time in the last answer, if that is kept as what it has in common with others. */
  private long created;

  /** The progress in the last answer; {@link PackedPoll#NO_PROGRESS} if it had none. */
  private byte progress = PackedPoll.NO_PROGRESS;

  /** The last polls, {@link PackedPoll packed}, the oldest first; then zeros. */
  private long[] trace = new long[1];

  /** Adds a poll that was answered. */
  void answered(
      TaskHandle task,
      TaskSnapshot answer,
      long elapsed,
      StatusNumbers statuses,
      CommonAnswers common) {
    lastFailure = null;
    failures = 0;
    long poll =
        PackedPoll.answered(
            elapsed, statuses.numberOf(answer.status()), answer.progress().orElse(-1));
    add(poll);
    progress = (byte) PackedPoll.progress(poll);
    last = answer;
    if (!answer.isTerminal()) {
      keepLess(task, answer, common);
    }
  }

  private void keepLess(TaskHandle task, TaskSnapshot answer, CommonAnswers common) {
    Long time = answer.task().created();
    created = time == null ? NO_TIME : time;
    last = common.of(answer.task());
    if (!Objects.equals(answer, last(task))) {
      last = answer;
    }
  }

  /** Adds a poll that has failed. */
  void failed(long elapsed, Throwable failure) {
    lastFailure = failure;
    failures = oneMore(failures);
    add(PackedPoll.failed(elapsed, PollFailure.httpStatus(failure)));
  }

  /** Notes that the budget has delayed the poll that begins. */
  void wasHeldBack() {
    heldBack = oneMore(heldBack);
  }

  private static short oneMore(short count) {
    return (short) Math.min(count + 1, Short.MAX_VALUE);
  }

  private void add(long poll) {
    int count = count();
    if (count == CAPACITY) {
      System.arraycopy(trace, 1, trace, 0, --count);
    } else if (count == trace.length) {
      trace = Arrays.copyOf(trace, 2 * count);
    }
    trace[count] = poll;
  }

  /** Adds to the last poll the time until the next one. */
  void next(long nanos) {
    int count = count();
    if (count > 0) {
      trace[count - 1] = PackedPoll.withNext(trace[count - 1], nanos);
    }
  }

  private int count() {
    int count = trace.length;
    while (count > 0 && trace[count - 1] == 0) { // no poll is packed as zero
      count--;
    }
    return count;
  }

  /** {@return the task as the last successful poll saw it; null if there was none} */
  @Nullable TaskSnapshot last(TaskHandle task) {
    if (!(last instanceof Task common)) {
      return (TaskSnapshot) last;
    }
    return CommonAnswers.restored(
        common,
        task,
        created == NO_TIME ? null : Long.valueOf(created),
        progress == PackedPoll.NO_PROGRESS ? null : Integer.valueOf(progress));
  }

  /** {@return the model in the last answer; null if it had none} */
  @Nullable String model() {
    Task known = last instanceof TaskSnapshot whole ? whole.task() : (Task) last;
    return known == null ? null : known.model();
  }

  /** {@return the progress that was seen last; null if the last answer had none} */
  @Nullable ProgressSeen progress() {
    return progressBefore(count());
  }

  /** {@return the progress as it was before the last answer; null if there was none} */
  @Nullable ProgressSeen earlierProgress() {
    return progressBefore(answerBefore(count()));
  }

  private @Nullable ProgressSeen progressBefore(int poll) {
    int at = answerBefore(poll);
    int seen = progressAt(at);
    if (seen == PackedPoll.NO_PROGRESS) {
      return null;
    }
    int before = answerBefore(at);
    while (progressAt(before) == seen) {
      at = before;
      before = answerBefore(at);
    }
    int earlier = progressAt(before);
    return earlier == PackedPoll.NO_PROGRESS
        ? new ProgressSeen(seen, PackedPoll.elapsed(trace[at]), -1, Duration.ZERO)
        : new ProgressSeen(
            seen, PackedPoll.elapsed(trace[at]), earlier, PackedPoll.elapsed(trace[before]));
  }

  private int progressAt(int answer) {
    return answer < 0 ? PackedPoll.NO_PROGRESS : PackedPoll.progress(trace[answer]);
  }

  /** {@return the index of the last answer before that of {@code poll}; -1 if there is none} */
  private int answerBefore(int poll) {
    int at = poll - 1;
    while (at >= 0 && !PackedPoll.isAnswer(trace[at])) {
      at--;
    }
    return at;
  }

  List<Poll> trace(StatusNumbers statuses) {
    return LongStream.of(trace)
        .limit(count())
        .mapToObj(poll -> PackedPoll.unpacked(poll, statuses))
        .toList();
  }

  /** {@return the last poll} There must have been one. */
  Poll lastPoll(StatusNumbers statuses) {
    return PackedPoll.unpacked(trace[count() - 1], statuses);
  }

  /** {@return whether the last poll was to confirm a callback, and found the task pending} */
  boolean hasConfirmedInVain() {
    return confirming && failures == 0;
  }

  WatchState state(TaskHandle task) {
    return new WatchState(last(task), lastFailure, polls, heldBack);
  }
}
