package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A summary of the polls of a task so far.
 *
 * @param last the task as the last successful poll saw it; null if there was none
 * @param lastFailure the failure of the last poll; null if it succeeded
 * @param polls the number of polls
 * @param heldBack the number of polls that were delayed because the poll budget was exhausted
 */
public record WatchState(
    @Nullable TaskSnapshot last, @Nullable Throwable lastFailure, int polls, int heldBack) {
  static final WatchState NONE = new WatchState(null, null, 0, 0);
}
