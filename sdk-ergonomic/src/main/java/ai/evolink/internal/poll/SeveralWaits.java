package ai.evolink.internal.poll;

import ai.evolink.internal.time.Timers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The waits for one task, if there is more than one. Guarded by the lock of the timers. */
final class SeveralWaits {
  private final Set<Wait> waits = new LinkedHashSet<>(4); // waits are equal only to themselves

  /** A lower bound of the deadlines; too early if a wait has left since the last refresh. */
  long nextDeadline = Timers.NEVER;

  /** A lower bound of the times of the last polls; too early for the same reason. */
  long nextLook = Timers.NEVER;

  /**
   * @param looked see {@link Wait#nextLook}
   */
  SeveralWaits(Wait first, long looked) {
    waits.add(first);
    refresh(looked);
  }

  void add(Wait wait) {
    waits.add(wait);
    nextDeadline = Math.min(nextDeadline, wait.deadline);
    nextLook = Math.min(nextLook, wait.lookAt);
  }

  /** Removes {@code wait}; false if it is not among them. */
  boolean remove(Wait wait) {
    return waits.remove(wait);
  }

  boolean isEmpty() {
    return waits.isEmpty();
  }

  List<Wait> toList() {
    return List.copyOf(waits);
  }

  /** Makes the bounds exact. */
  void refresh(long looked) {
    nextDeadline = Timers.NEVER;
    nextLook = Timers.NEVER;
    for (Wait wait : waits) {
      nextDeadline = Math.min(nextDeadline, wait.deadline);
      nextLook = Math.min(nextLook, wait.nextLook(looked));
    }
  }
}
