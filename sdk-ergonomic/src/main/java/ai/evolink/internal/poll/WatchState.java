package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What the polls for a task have shown so far.
 *
 * @param last the task as the last successful poll saw it
 * @param lastFailure what the last poll failed with, if it did
 * @param polls how many there were
 * @param heldBack how many of them came later than wanted because the poll budget was spent
 */
public record WatchState(
    @Nullable TaskSnapshot last, @Nullable Throwable lastFailure, int polls, int heldBack) {
  static final WatchState NONE = new WatchState(null, null, 0, 0);
}
