package ai.evolink.internal.text;

/** The line of code that goes on waiting for a task. */
public final class ResumeLine {
  private ResumeLine() {}

  /**
   * {@return the line}
   *
   * @param token of the task
   */
  public static String of(String token) {
    return "evolink.tasks().resume(\"" + token + "\").result();";
  }

  /** {@return the last sentence of a message: the task lives, and how to get back to it} */
  public static String nextStep(String token) {
    return "The task lives on; go on waiting with: " + of(token);
  }
}
