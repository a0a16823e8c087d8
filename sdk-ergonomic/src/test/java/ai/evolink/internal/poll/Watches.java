package ai.evolink.internal.poll;

import ai.evolink.TaskHandle;

/** Makes watches that no loop knows. */
final class Watches {
  private Watches() {}

  static Watch of(String taskId) {
    return of(TaskHandle.ofId(taskId));
  }

  /** {@return a watch of a task that was submitted at zero} */
  @SuppressWarnings("NullAway") // only what wakes a watch needs the loop
  static Watch of(TaskHandle task) {
    return new Watch(null, task, 0);
  }
}
