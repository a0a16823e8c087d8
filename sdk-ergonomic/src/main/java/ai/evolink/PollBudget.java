package ai.evolink;

/**
 * How many polls a client makes in all, whatever the number of its waits. Immutable.
 *
 * <p>When more polls are due than the budget allows, those come first that are nearest to a result
 * or to a deadline; each wait has one last poll before its deadline in any case. The budget halves
 * when the service refuses a poll as one too many (HTTP 429), and grows back within a minute.
 */
public final class PollBudget {
  private static final PollBudget DEFAULT = new PollBudget(20, 50);

  private final double perSecond;
  private final int burst;

  private PollBudget(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** {@return 20 polls per second, and up to 50 at once after a quiet time} */
  public static PollBudget ofDefaults() {
    return DEFAULT;
  }

  /**
   * {@return a budget of {@code perSecond} polls per second in the long run, and of {@code burst}
   * at once after a quiet time}
   *
   * @throws IllegalArgumentException unless {@code perSecond} is positive and finite, and {@code
   *     burst} at least 1
   */
  public static PollBudget of(double perSecond, int burst) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("perSecond must be positive, but was " + perSecond);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst must be at least 1, but was " + burst);
    }
    return new PollBudget(perSecond, burst);
  }

  /** {@return polls per second in the long run} */
  public double perSecond() {
    return perSecond;
  }

  /** {@return polls at once after a quiet time} */
  public int burst() {
    return burst;
  }

  @Override
  public String toString() {
    return "PollBudget[" + perSecond + "/s, burst " + burst + "]";
  }
}
