package ai.evolink.internal.plan;

/** The end of a task that two values of its progress promise, if they agree. */
public final class Promise {
  /** Progress below this says nothing about the end. */
  static final int MIN_PROGRESS = 5;

  /** By how much two promises may differ, as a share of the later one. */
  private static final double TOLERANCE = 0.25;

  private Promise() {}

  /**
   * {@return the promised duration in seconds; negative if there is none}
   *
   * @param earlier the progress before {@code progress}; negative if there was none
   * @param earlierAt when it was last seen, in seconds since the submit
   * @param at when {@code progress} was first seen, in seconds since the submit
   */
  public static double of(int earlier, double earlierAt, int progress, double at) {
    if (earlier < MIN_PROGRESS || progress < MIN_PROGRESS) {
      return -1;
    }
    double promised = earlierAt * 100 / earlier;
    double now = at * 100 / progress;
    return Math.abs(promised - now) < TOLERANCE * now ? now : -1;
  }

  /** Whether a task that was pending after so many seconds can have kept {@code promise}. */
  public static boolean isKept(double promise, double pending) {
    return pending <= (1 + TOLERANCE) * promise;
  }
}
