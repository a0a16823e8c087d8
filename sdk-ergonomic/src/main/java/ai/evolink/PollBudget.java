package ai.evolink;

/**
 * The rate limit for the polls of a client, whatever the number of its waits. Immutable.
 *
 * <p>When more polls are due than the budget allows, first polls of resumed waits, last polls
 * before a deadline and polls after a failed one take precedence. Every fourth poll is one of the
 * others, of which those nearest to a result come first. The last polls of many waits with the same
 * deadline are spread over the time before it.
 *
 * <p>Polls that confirm a callback have a separate budget, five times as large: by default 100 a
 * second, and 250 at once. So many tasks may end with their callbacks confirmed without delay. A
 * callback for a task that such a poll has just found pending comes after those for others, so that
 * callbacks that are sent again and again hold none up. Both budgets halve when the service refuses
 * a poll with HTTP 429, and recover within a minute.
 */
public final class PollBudget {
  private static final PollBudget DEFAULT = new PollBudget(20, 50);

  private final double perSecond;
  private final int burst;

  private PollBudget(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** {@return a budget of 20 polls per second, with bursts of up to 50 after a quiet time} */
  public static PollBudget ofDefaults() {
    return DEFAULT;
  }

  /**
   * {@return a budget of {@code perSecond} polls per second on average, with bursts of up to {@code
   * burst} after a quiet time}
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

  /** {@return the average number of polls per second} */
  public double perSecond() {
    return perSecond;
  }

  /** {@return the largest number of polls at once, after a quiet time} */
  public int burst() {
    return burst;
  }

  @Override
  public String toString() {
    return "PollBudget[" + perSecond + "/s, burst " + burst + "]";
  }
}
