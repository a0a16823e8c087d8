package ai.evolink.internal.plan;

/**
 * The best times to poll for a known distribution of durations: those that minimise the expected
 * cost of lag and polls together, found by dynamic programming over a grid whose steps grow with
 * time. Immutable.
 *
 * <p>Let {@code W(t)} be the expected remaining cost when a poll at {@code t} has seen the task
 * pending, weighted by the probability of that. The next poll, at {@code u}, costs its price plus
 * the lag of every task that ends in between:
 *
 * <pre>{@code W(t) = min over u of  price · P(T > t) + ∫ (u - x) f(x) dx from t to u + W(u)}</pre>
 */
public final class PollPlan {
  /** The shortest interval between two polls, in seconds. */
  public static final double FLOOR = 1.0;

  private final float[] ended;
  private final float[] moment;
  private final float[] cost;
  private final boolean believesProgress;

  /**
   * @param mass the probability of each bin of the {@link TimeGrid}
   * @param price the price of a poll, in seconds of lag
   */
  PollPlan(double[] mass, double price, boolean believesProgress) {
    this.believesProgress = believesProgress;
    int n = TimeGrid.SIZE;
    this.ended = new float[n + 1];
    this.moment = new float[n + 1];
    this.cost = new float[n + 1];
    double sum = 0;
    double first = 0;
    for (int i = 0; i < n; i++) {
      sum += mass[i];
      first += mass[i] * TimeGrid.middle(i);
      ended[i + 1] = (float) sum;
      moment[i + 1] = (float) first;
    }
    for (int i = n - 1; i >= 0; i--) {
      Poll best = best(TimeGrid.edge(i), ended[i], moment[i], i + 1);
      cost[i] = (float) (price * (1 - ended[i]) + best.cost);
    }
  }

  /**
   * {@return the time until the next poll, in seconds, for a task that was pending after {@code
   * elapsed} seconds}
   */
  double next(double elapsed) {
    if (elapsed >= TimeGrid.edge(TimeGrid.SIZE - 1)) {
      return FLOOR + elapsed / 10;
    }
    int bin = TimeGrid.bin(elapsed);
    double share = (elapsed - TimeGrid.edge(bin)) / (TimeGrid.edge(bin + 1) - TimeGrid.edge(bin));
    double endedNow = ended[bin] + share * (ended[bin + 1] - ended[bin]);
    double momentNow = moment[bin] + share * (moment[bin + 1] - moment[bin]);
    return Math.max(FLOOR, best(elapsed, endedNow, momentNow, bin + 1).at - elapsed);
  }

  /** Whether the progress of the model's tasks has told the truth about their end. */
  boolean believesProgress() {
    return believesProgress;
  }

  /** {@return the share of the tasks that is still pending after {@code elapsed} seconds} */
  double pending(double elapsed) {
    return 1 - ended[TimeGrid.bin(elapsed)];
  }

  /** When to poll, and what that poll's lag and all that follows cost. */
  private record Poll(double at, double cost) {}

  /**
   * {@return the best next poll} Its price is the same whenever it is made, and is left out.
   *
   * @param from the first edge after {@code now}
   */
  private Poll best(double now, double endedNow, double momentNow, int from) {
    int first = from;
    while (first < TimeGrid.SIZE && TimeGrid.edge(first) - now < FLOOR) {
      first++;
    }
    int best = first;
    double least = Double.MAX_VALUE;
    for (int j = first; j <= TimeGrid.SIZE; j++) {
      double lag = lag(j, endedNow, momentNow);
      if (lag > least) {
        break; // it grows with every further edge
      }
      if (lag + cost[j] < least) {
        least = lag + cost[j];
        best = j;
      }
    }
    if (best == first || best == TimeGrid.SIZE) {
      return new Poll(TimeGrid.edge(best), least);
    }
    return between(
        best,
        lag(best - 1, endedNow, momentNow) + cost[best - 1],
        least,
        lag(best + 1, endedNow, momentNow) + cost[best + 1]);
  }

  /**
   * {@return the vertex of the parabola through the costs of the best edge and of its neighbours}
   * The best time to poll rarely is an edge, and the grid is coarse where tasks are long.
   */
  private static Poll between(int best, double before, double least, double behind) {
    double curvature = before - 2 * least + behind;
    if (!(curvature > 0)) {
      return new Poll(TimeGrid.edge(best), least);
    }
    double bins = (before - behind) / (2 * curvature);
    return new Poll(
        TimeGrid.edge(best) * (1 + bins * TimeGrid.LOG_RATIO), least - curvature * bins * bins / 2);
  }

  /**
   * {@return the expected lag of the tasks that end before edge {@code j}, if they are polled
   * there}
   */
  private double lag(int j, double endedNow, double momentNow) {
    return TimeGrid.edge(j) * (ended[j] - endedNow) - (moment[j] - momentNow);
  }
}
