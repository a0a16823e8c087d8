package ai.evolink.internal.poll;

import ai.evolink.TaskHandle;

/** Makes watches that no loop knows. */
final class Watches {
  private Watches() {}

  @SuppressWarnings("NullAway") // only what wakes a watch needs the loop
  static Watch of(String taskId) {
    return new Watch(null, TaskHandle.ofId(taskId), 0);
  }
}
