package ai.evolink;

import java.util.Objects;

/** Ids of tasks as callers hand them in. */
final class TaskIds {
  private TaskIds() {}

  /**
   * {@return {@code taskId}}
   *
   * @throws IllegalArgumentException if it can name no task
   */
  static String require(String taskId) {
    if (TaskToken.isOne(Objects.requireNonNull(taskId, "taskId"))) {
      throw new IllegalArgumentException(
          "This is a task token, not an id. To wait for its task use tasks().resume(token).");
    }
    if (!canName(Objects.requireNonNull(taskId, "taskId"))) {
      throw new IllegalArgumentException(
          "taskId must be an id such as task-unified-1757169743-7cvnl5zw, but was \""
              + taskId
              + "\"");
    }
    return taskId;
  }

  /** {@return false for blanks, and for dots, which in an address stand for other addresses} */
  static boolean canName(String taskId) {
    return !taskId.isBlank() && !taskId.equals(".") && !taskId.equals("..");
  }
}
