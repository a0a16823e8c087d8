package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** What becomes of tasks that are submitted from now on, and when. Thread-safe. */
final class Pace {

  private static final Duration MOST = Duration.ofDays(365);

  private final Duration configuredLength;
  private final TaskOutcome configuredOutcome;
  private final Queue<TaskOutcome> next = new ArrayDeque<>();
  private Duration length;
  private TaskOutcome outcome;

  Pace(Duration length, TaskOutcome outcome) {
    this.configuredLength = length;
    this.configuredOutcome = outcome;
    this.length = length;
    this.outcome = outcome;
  }

  /** The same time, if a task can take it. */
  static Duration check(Duration length) {
    if (length.isNegative() || length.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "A task takes between 0 and 365 days, but was to take " + length);
    }
    return length;
  }

  /** What the next task will do, before its prompt is looked at. */
  synchronized Plan take() {
    TaskOutcome scripted = next.poll();
    return (scripted == null ? outcome : scripted).plan(length);
  }

  synchronized Duration length() {
    return length;
  }

  synchronized void length(Duration length) {
    this.length = check(length);
  }

  synchronized TaskOutcome outcome() {
    return outcome;
  }

  synchronized void outcome(TaskOutcome outcome) {
    this.outcome = outcome;
  }

  synchronized void addNext(List<TaskOutcome> outcomes) {
    next.addAll(outcomes);
  }

  synchronized List<TaskOutcome> next() {
    return List.copyOf(next);
  }

  synchronized void reset() {
    next.clear();
    length = configuredLength;
    outcome = configuredOutcome;
  }
}
