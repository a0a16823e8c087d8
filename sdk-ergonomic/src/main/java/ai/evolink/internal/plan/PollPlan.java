package ai.evolink.internal.plan;

/**
 * When to poll if the distribution of durations is known: the times that make lag and polls
 * cheapest together, found by dynamic programming over a grid whose steps grow with time.
 * Immutable.
 *
 * <p>Let {@code W(t)} be the cost still to come when a poll at {@code t} has seen the task pending,
 * weighted by the probability of that. The next poll at {@code u} costs its price, and the lag of
 * every task that ends in between:
 *
 * <pre>{@code W(t) = min over u of  price · P(T > t) + ∫ (u - x) f(x) dx from t to u + W(u)}</pre>
 */
public final class PollPlan {
  /** Least seconds between two polls. */
  public static final double FLOOR = 1.0;

  private final float[] ended;
  private final float[] moment;
  private final float[] cost;

  /**
   * @param mass probability of each bin of the {@link TimeGrid}
   * @param price what a poll costs, in seconds of lag
   */
  PollPlan(double[] mass, double price) {
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
      int best = best(TimeGrid.edge(i), ended[i], moment[i], i + 1);
      cost[i] = (float) (price * (1 - ended[i]) + lag(best, ended[i], moment[i]) + cost[best]);
    }
  }

  /**
   * {@return after how many seconds to poll, if the task was pending {@code elapsed} seconds in}
   */
  double next(double elapsed) {
    if (elapsed >= TimeGrid.edge(TimeGrid.SIZE - 1)) {
      return FLOOR + elapsed / 10;
    }
    int bin = TimeGrid.bin(elapsed);
    double share = (elapsed - TimeGrid.edge(bin)) / (TimeGrid.edge(bin + 1) - TimeGrid.edge(bin));
    double endedNow = ended[bin] + share * (ended[bin + 1] - ended[bin]);
    double momentNow = moment[bin] + share * (moment[bin + 1] - moment[bin]);
    return Math.max(FLOOR, TimeGrid.edge(best(elapsed, endedNow, momentNow, bin + 1)) - elapsed);
  }

  /** {@return which share of the tasks is still pending {@code elapsed} seconds in} */
  double pending(double elapsed) {
    return 1 - ended[TimeGrid.bin(elapsed)];
  }

  /** {@return the edge of the grid at which to poll next; the price of that poll is the same} */
  private int best(double now, double endedNow, double momentNow, int from) {
    int best = TimeGrid.SIZE;
    double least = Double.MAX_VALUE;
    for (int j = from; j <= TimeGrid.SIZE; j++) {
      if (TimeGrid.edge(j) - now < FLOOR && j < TimeGrid.SIZE) {
        continue;
      }
      double lag = lag(j, endedNow, momentNow);
      if (lag > least) {
        break; // grows with every step from here on
      }
      if (lag + cost[j] < least) {
        least = lag + cost[j];
        best = j;
      }
    }
    return best;
  }

  /** {@return the lag, up to the edge {@code j}, of the tasks that end before it} */
  private double lag(int j, double endedNow, double momentNow) {
    return TimeGrid.edge(j) * (ended[j] - endedNow) - (moment[j] - momentNow);
  }
}
