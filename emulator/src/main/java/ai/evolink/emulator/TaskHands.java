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
   * @throws IllegalArgumentException if there is no such task, or it cannot end so
   * @throws IllegalStateException if it has ended already
   */
  void end(String taskId, TaskOutcome outcome) {
    if (outcome.ending() == Plan.Ending.NEVER || outcome.length().isPresent()) {
      throw new IllegalArgumentException("A task cannot end now as " + outcome);
    }
    end(task(taskId), outcome);
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
   * @throws IllegalArgumentException if there is no such task, or the percentage is out of range
   * @throws IllegalStateException if it has ended already
   */
  void progress(String taskId, int percent) {
    if (percent < 0 || percent > 99) {
      throw new IllegalArgumentException("percent must be between 0 and 99, but was " + percent);
    }
    progress(task(taskId), percent);
  }

  private Task task(String taskId) {
    return state
        .tasks()
        .get(taskId)
        .orElseThrow(() -> new IllegalArgumentException("There is no task " + taskId));
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
