package ai.evolink;

import java.util.Objects;

/** Checks task ids passed in by callers. */
final class TaskIds {
  private TaskIds() {}

  /**
   * {@return {@code taskId}}
   *
   * @throws IllegalArgumentException if it cannot be the id of a task
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

  /**
   * {@return false if the id is blank, or is a dot segment, which would change the path of a URL}
   */
  static boolean canName(String taskId) {
    return !taskId.isBlank() && !taskId.equals(".") && !taskId.equals("..");
  }
}
