package ai.evolink.internal.poll;

import ai.evolink.Poll;
import ai.evolink.internal.Access;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One poll in one {@code long}, so that a hundred thousand pending waits can each have a trace.
 *
 * <pre>
 *   bits 37–63  elapsed, in 10 ms (15 days)
 *   bits 19–36  next, in 10 ms (43 minutes); 0 for none
 *   bits 12–18  progress; 127 for none
 *   bits  0–11  what was seen: 0 no answer, 1–999 an HTTP status, from 1000 a status of the task
 * </pre>
 */
final class PackedPoll {
  static final int NO_PROGRESS = 127;

  private static final long UNIT = 10_000_000;
  private static final int FIRST_STATUS = 1000;
  private static final int MAX_SEEN = 0xfff;
  private static final long MAX_ELAPSED = (1L << 27) - 1;
  private static final long MAX_NEXT = (1L << 18) - 1;

  private PackedPoll() {}

  /**
   * @param status the number of the status of the task, see {@link StatusNumbers}; negative if it
   *     has none
   * @param progress negative if the service gave none
   */
  static long answered(long elapsed, int status, int progress) {
    int seen = status < 0 ? MAX_SEEN : FIRST_STATUS + status;
    return pack(elapsed, seen, progress < 0 ? NO_PROGRESS : Math.min(progress, 100));
  }

  /**
   * @param httpStatus 0 if there was no answer
   */
  static long failed(long elapsed, int httpStatus) {
    return pack(elapsed, Math.max(0, Math.min(httpStatus, FIRST_STATUS - 1)), NO_PROGRESS);
  }

  private static long pack(long elapsed, int seen, int progress) {
    long time = Math.min(Math.max(0, elapsed) / UNIT, MAX_ELAPSED);
    return (time << 37) | ((long) progress << 12) | seen;
  }

  /** {@return {@code poll} with the time until the next one} */
  static long withNext(long poll, long nanos) {
    long next = Math.max(1, Math.min((nanos + UNIT / 2) / UNIT, MAX_NEXT));
    return (poll & ~(MAX_NEXT << 19)) | (next << 19);
  }

  /** {@return whether the poll was answered with a task} */
  static boolean isAnswer(long poll) {
    return (poll & MAX_SEEN) >= FIRST_STATUS;
  }

  /** {@return the progress that was seen, or {@link #NO_PROGRESS}} */
  static int progress(long poll) {
    return (int) ((poll >>> 12) & NO_PROGRESS);
  }

  static Duration elapsed(long poll) {
    return Duration.ofNanos((poll >>> 37) * UNIT);
  }

  static Poll unpacked(long poll, StatusNumbers statuses) {
    int seen = (int) (poll & MAX_SEEN);
    int progress = progress(poll);
    long next = (poll >>> 19) & MAX_NEXT;
    return Access.get()
        .poll(
            elapsed(poll),
            status(seen, statuses),
            progress == NO_PROGRESS ? -1 : progress,
            seen < FIRST_STATUS ? seen : 0,
            next == 0 ? null : Duration.ofNanos(next * UNIT));
  }

  private static @Nullable TaskStatus status(int seen, StatusNumbers statuses) {
    if (seen < FIRST_STATUS) {
      return null;
    }
    TaskStatus status = seen == MAX_SEEN ? null : statuses.at(seen - FIRST_STATUS);
    return status == null ? TaskStatus.of("") : status;
  }
}
