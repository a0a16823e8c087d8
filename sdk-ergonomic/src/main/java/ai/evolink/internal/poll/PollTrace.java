package ai.evolink.internal.poll;

import ai.evolink.Poll;
import ai.evolink.internal.Access;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last polls of one task, each packed into one {@code long}. Nothing is allocated before the
 * first poll, so that a hundred thousand pending waits can each have a trace. Not thread-safe.
 *
 * <pre>
 *   bits 37–63  elapsed, in 10 ms (15 days)
 *   bits 19–36  next, in 10 ms (43 minutes); 0 for none
 *   bits 12–18  progress; 127 for none
 *   bits  0–11  what was seen: 0 no answer, 1–999 an HTTP status, from 1000 a status of the task
 * </pre>
 */
public final class PollTrace {
  static final int CAPACITY = 64;

  private static final long UNIT = 10_000_000;
  private static final int FIRST_CAPACITY = 4;
  private static final int NO_PROGRESS = 127;
  private static final int FIRST_STATUS = 1000;
  private static final int MAX_SEEN = 0xfff;
  private static final long MAX_ELAPSED = (1L << 27) - 1;
  private static final long MAX_NEXT = (1L << 18) - 1;

  private long[] polls = new long[FIRST_CAPACITY];
  private int count;

  /**
   * Maps the statuses that a client has seen to small numbers. Guarded by the lock of the timers.
   */
  static final class Statuses {
    private static final int CAPACITY = 256;
    private final List<TaskStatus> met = new ArrayList<>(TaskStatus.known());

    int numberOf(TaskStatus status) {
      int number = met.indexOf(status);
      if (number < 0 && met.size() < CAPACITY) {
        number = met.size();
        met.add(status);
      }
      return number; // -1 beyond the capacity: such a status is shown without its name
    }

    @Nullable TaskStatus at(int number) {
      return number < met.size() ? met.get(number) : null;
    }
  }

  void answered(long elapsed, int status, int progress) {
    int seen = status < 0 ? MAX_SEEN : FIRST_STATUS + status;
    add(elapsed, seen, progress < 0 ? NO_PROGRESS : Math.min(progress, 100));
  }

  void failed(long elapsed, int httpStatus) {
    add(elapsed, Math.max(0, Math.min(httpStatus, FIRST_STATUS - 1)), NO_PROGRESS);
  }

  private void add(long elapsed, int seen, int progress) {
    if (count == polls.length && count < CAPACITY) {
      polls = Arrays.copyOf(polls, 2 * count);
    }
    long time = Math.min(Math.max(0, elapsed) / UNIT, MAX_ELAPSED);
    polls[count++ % CAPACITY] = (time << 37) | ((long) progress << 12) | seen;
    if (count == 2 * CAPACITY) {
      count = CAPACITY; // the ring is full; this only keeps the counter small
    }
  }

  /** Adds to the last poll the time until the next one. */
  void next(long nanos) {
    if (count > 0) {
      int last = (count - 1) % CAPACITY;
      long next = Math.max(1, Math.min((nanos + UNIT / 2) / UNIT, MAX_NEXT));
      polls[last] = (polls[last] & ~(MAX_NEXT << 19)) | (next << 19);
    }
  }

  List<Poll> toList(Statuses statuses) {
    int kept = Math.min(count, CAPACITY);
    List<Poll> list = new ArrayList<>(kept);
    for (int i = count - kept; i < count; i++) {
      list.add(at(i, statuses));
    }
    return List.copyOf(list);
  }

  /** {@return the last poll} There must have been one. */
  Poll last(Statuses statuses) {
    return at(count - 1, statuses);
  }

  private Poll at(int index, Statuses statuses) {
    long poll = polls[index % CAPACITY];
    int seen = (int) (poll & MAX_SEEN);
    int progress = (int) ((poll >>> 12) & NO_PROGRESS);
    long next = (poll >>> 19) & MAX_NEXT;
    return Access.get()
        .poll(
            Duration.ofNanos((poll >>> 37) * UNIT),
            status(seen, statuses),
            progress == NO_PROGRESS ? -1 : progress,
            seen < FIRST_STATUS ? seen : 0,
            next == 0 ? null : Duration.ofNanos(next * UNIT));
  }

  private static @Nullable TaskStatus status(int seen, Statuses statuses) {
    if (seen < FIRST_STATUS) {
      return null;
    }
    TaskStatus status = seen == MAX_SEEN ? null : statuses.at(seen - FIRST_STATUS);
    return status == null ? TaskStatus.of("") : status;
  }
}
