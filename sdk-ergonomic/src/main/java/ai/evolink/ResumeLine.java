package ai.evolink;

/** The line of code that goes on waiting for a task. */
final class ResumeLine {
  private ResumeLine() {}

  static String of(TaskHandle task) {
    return "evolink.tasks().resume(\"" + task.toToken() + "\").result();";
  }

  /** {@return a last sentence of a message: the task lives, and how to get back to it} */
  static String nextStep(TaskHandle task) {
    return "The task lives on; go on waiting with: " + of(task);
  }
}
