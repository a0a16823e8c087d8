package ai.evolink.internal.poll;

import ai.evolink.PollBudget;
import ai.evolink.internal.time.Timers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Schedules the last poll of each wait: one second before its deadline, or earlier if that time is
 * taken, so that the last polls of many waits with the same deadline fit into the poll budget. Time
 * is divided into slots, each with as many places as the budget allows polls in it. Guarded by the
 * lock of the timers.
 */
final class LastLooks {
  /** How long before a deadline the last poll begins, so that its answer arrives in time. */
  private static final long LEAD = TimeUnit.SECONDS.toNanos(1);

  /** The share of the budget that may be reserved; the rest is for other polls. */
  private static final double SHARE = 0.8;

  private final long slotNanos;
  private int places;
  private final Map<Long, Integer> taken;

  /** From slots without a place to earlier ones that may have some, so that none is tried twice. */
  private final Map<Long, Long> earlier = new HashMap<>();

  LastLooks(PollBudget budget) {
    this(budget, new HashMap<>());
  }

  LastLooks(PollBudget budget, Map<Long, Integer> taken) {
    this.taken = taken;
    double perSecond = SHARE * budget.perSecond();
    this.slotNanos = (long) (1e9 * Math.max(1, Math.min(1e6, 1 / perSecond)));
    this.places = places(budget);
  }

  private int places(PollBudget budget) {
    double perSecond = SHARE * budget.perSecond();
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, perSecond * slotNanos / 1e9));
  }

  /**
   * Books by another budget from now on; what is booked stays, and so does the length of a slot.
   */
  void change(PollBudget to) {
    places = places(to);
    earlier.clear();
  }

  /**
   * Reserves the last poll of a wait that begins {@code now}.
   *
   * @return the time of the last poll. If no place is free in the second half of the wait, it is
   *     scheduled just before the deadline nevertheless, and is made if the budget allows it
   */
  long book(long now, long deadline) {
    long whole = deadline - now;
    long latest = deadline - Math.min(LEAD, whole / 4);
    if (deadline == Timers.NEVER) {
      return latest;
    }
    long first = Math.floorDiv(Math.max(now, deadline - whole / 2), slotNanos);
    long slot = notFull(Math.floorDiv(latest, slotNanos));
    while (slot >= first) {
      int before = taken.getOrDefault(slot, 0);
      long begin = slot * slotNanos;
      long end = Math.min(latest, begin + slotNanos - 1);
      long at = end - (long) ((double) before * slotNanos / places);
      if (at >= Math.max(now, begin)) {
        taken.put(slot, before + 1);
        return at;
      }
      if (before >= places) {
        earlier.put(slot, slot - 1);
      }
      slot = notFull(slot - 1);
    }
    taken.merge(Math.floorDiv(latest, slotNanos), 1, Integer::sum);
    return latest;
  }

  /**
   * Takes a part in the look at {@code lookAt}, which is booked, for another wait for that task.
   *
   * @return whether that look will do for a wait until {@code deadline}
   */
  boolean share(long lookAt, long now, long deadline) {
    long latest = deadline - Math.min(LEAD, (deadline - now) / 4);
    if (lookAt <= now || lookAt > latest || latest - lookAt > LEAD) {
      return false;
    }
    taken.merge(Math.floorDiv(lookAt, slotNanos), 1, Integer::sum);
    return true;
  }

  /** {@return the last slot up to {@code slot} that is not known to be full} */
  private long notFull(long slot) {
    long found = slot;
    for (Long next = earlier.get(found); next != null; next = earlier.get(found)) {
      found = next;
    }
    for (long at = slot; at != found; ) { // the next search takes one step
      long next = Objects.requireNonNull(earlier.put(at, found));
      at = next;
    }
    return found;
  }

  /** Gives back the place of a wait that has ended. */
  void release(long lookAt) {
    long slot = Math.floorDiv(lookAt, slotNanos);
    Integer left = taken.computeIfPresent(slot, (at, count) -> count == 1 ? null : count - 1);
    if (left == null || left < places) {
      earlier.remove(slot);
    }
  }
}
