package ai.evolink.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time and the threads of one life. What would run on different threads runs here one after the
 * other, in an order that the seed decides, and some of it late.
 */
final class World {
  private static final long MILLI = 1_000_000;

  private record Event(long at, long number, Runnable action) {}

  private record Ready(Jvm process, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Ready> ready = new ArrayList<>();
  private final List<Jvm> processes = new ArrayList<>();
  private final SplittableRandom order;
  private final @Nullable List<String> lines;
  private final boolean late;
  private long now;
  private long scheduled;
  private long hash;
  private @Nullable String broken;

  /** What has happened last, so that it is told once if it goes on and on. */
  private String last = "";

  /**
   * @param late whether tasks may run late
   * @param traced whether to keep what happens as text
   */
  World(Chance chance, boolean late, boolean traced) {
    this.order = chance.stream("threads");
    this.late = late;
    this.lines = traced ? new ArrayList<>() : null;
  }

  /** {@return nanoseconds since the beginning} */
  long now() {
    return now;
  }

  /** Does {@code action} after so many nanoseconds. */
  void after(long nanos, Runnable action) {
    events.add(new Event(now + Math.max(0, nanos), scheduled++, action));
  }

  /** Lets a thread of {@code process} run {@code task}, soon. */
  void run(Jvm process, Runnable task) {
    ready.add(new Ready(process, task));
  }

  void add(Jvm process) {
    processes.add(process);
  }

  void remove(Jvm process) {
    processes.remove(process);
  }

  /** Notes what has happened. */
  void event(String what) {
    hash = (hash * 0x100000001b3L) ^ (what.hashCode() + now * 0x9e3779b97f4a7c15L);
    if (lines != null && !what.equals(last)) {
      last = what;
      lines.add(String.format("%12.3f s  %s", now / 1e9, what));
    }
  }

  /** A law does not hold; the first one counts. */
  void broken(String law) {
    if (broken == null) {
      broken = law;
      event("BROKEN: " + law);
    }
  }

  @Nullable String broken() {
    return broken;
  }

  long hash() {
    return hash;
  }

  List<String> lines() {
    return lines == null ? List.of() : lines;
  }

  /**
   * Lets time pass until nothing is left to happen before {@code end}, or a law is broken.
   *
   * @param step is done whenever all threads have come to rest
   */
  void live(long end, Runnable step) {
    while (broken == null) {
      work();
      step.run();
      long next = next();
      if (next > end || broken != null) {
        return;
      }
      moveTo(next);
      while (broken == null) {
        Event due = events.peek();
        if (due == null || due.at() > now) {
          break;
        }
        events.remove();
        due.action().run();
      }
    }
  }

  private void moveTo(long next) {
    long passed = next - now;
    now = next;
    for (Jvm process : List.copyOf(processes)) {
      process.advance(passed);
    }
  }

  /** Runs what is ready until nothing is. */
  private void work() {
    while (!ready.isEmpty() && broken == null) {
      int picked = ready.size() == 1 ? 0 : order.nextInt(ready.size());
      Ready task = ready.get(picked);
      Ready last = ready.remove(ready.size() - 1);
      if (picked < ready.size()) {
        ready.set(picked, last);
      }
      if (!task.process().isAlive()) {
        continue;
      }
      if (late && order.nextInt(64) == 0) {
        after(order.nextLong(20 * MILLI), () -> ready.add(task));
      } else {
        task.task().run();
      }
    }
  }

  private long next() {
    Event event = events.peek();
    long next = event == null ? Long.MAX_VALUE : event.at();
    for (Jvm process : processes) {
      next = Math.min(next, process.nextAlarm());
    }
    return next;
  }
}
