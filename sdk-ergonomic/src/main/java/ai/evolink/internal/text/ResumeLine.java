package ai.evolink.internal.text;

/** The line of code that resumes the wait for a task. */
public final class ResumeLine {
  private ResumeLine() {}

  /**
   * {@return the line}
   *
   * @param token the token of the task
   */
  public static String of(String token) {
    return "evolink.tasks().resume(\"" + token + "\").result();";
  }

  /** {@return the last sentence of a message: that the task goes on, and how to resume the wait} */
  public static String nextStep(String token) {
    return "The task lives on; go on waiting with: " + of(token);
  }
}
