package ai.evolink.emulator;

import java.time.Instant;
import java.util.function.BiFunction;

/** Takes tasks in hand: ends them now, or moves them. */
final class TaskHands {

  private final EmulatorState state;

  TaskHands(EmulatorState state) {
    this.state = state;
  }

  /**
   * Ends a task now, whatever was planned.
   *
   * @throws IllegalStateException if it has ended already
   */
  void end(Task task, TaskOutcome outcome) {
    change(task, (course, now) -> Course.ended(outcome.ending(), outcome.errorCode(), now));
  }

  /**
   * Sets the progress of a task, which goes on from there.
   *
   * @param percent from 0 to 99
   * @throws IllegalStateException if it has ended already
   */
  void progress(Task task, int percent) {
    change(task, (course, now) -> course.at(now, percent / 100.0));
  }

  private void change(Task task, BiFunction<Course, Instant, Course> change) {
    Instant now = state.clock().now();
    if (!state.ledger().redirect(task, now, course -> change.apply(course, now))) {
      throw new IllegalStateException(
          "Task " + task.id() + " has ended already: it is " + task.at(now).status());
    }
    state.callbacks().moved(task);
  }
}
