package ai.evolink;

import ai.evolink.internal.plan.PollPlan;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * The best that any schedule of polls can do if the distribution of durations is known: dynamic
 * programming on a fine, even grid, with the floor and the jitter of the real policy.
 */
final class KnownOptimum {
  private static final double STEP = 0.25;
  private static final int CELLS = 2400;
  private static final int SAMPLES = 400_000;

  private static final Map<PollSimulation.Durations, KnownOptimum> KNOWN =
      new EnumMap<>(PollSimulation.Durations.class);

  private final double[] ended = new double[CELLS + 1];
  private final double[] moment = new double[CELLS + 1];
  private final double[] durations = new double[20_000];
  private final Random random = new Random(5);
  private double[] jitter = new double[0];

  /** {@return that of the distribution, which is looked at once} */
  static synchronized KnownOptimum of(PollSimulation.Durations distribution) {
    return KNOWN.computeIfAbsent(distribution, KnownOptimum::new);
  }

  private KnownOptimum(PollSimulation.Durations distribution) {
    Random samples = new Random(99);
    for (int i = 0; i < SAMPLES; i++) {
      double seconds = distribution.next(samples);
      int cell = (int) Math.min(CELLS - 1, seconds / STEP);
      ended[cell + 1] += 1.0 / SAMPLES;
      moment[cell + 1] += seconds / SAMPLES;
    }
    for (int i = 1; i <= CELLS; i++) {
      ended[i] += ended[i - 1];
      moment[i] += moment[i - 1];
    }
    Arrays.setAll(durations, i -> distribution.next(samples));
  }

  /** {@return the factor of a poll, which is the same for every schedule} */
  private double jitter(int poll) {
    int known = jitter.length;
    if (poll >= known) {
      jitter = Arrays.copyOf(jitter, 2 * poll + 20_000);
      for (int i = known; i < jitter.length; i++) {
        jitter[i] = 1 + 0.1 * (2 * random.nextDouble() - 1);
      }
    }
    return jitter[poll];
  }

  /** {@return the best schedule if a poll costs as much as {@code price} seconds of lag} */
  private int[] schedule(double price) {
    double[] cost = new double[CELLS + 1];
    int[] next = new int[CELLS + 1];
    int floor = (int) Math.ceil(PollPlan.FLOOR / STEP);
    for (int i = CELLS - 1; i >= 0; i--) {
      double least = Double.MAX_VALUE;
      for (int j = Math.min(CELLS, i + floor); j <= CELLS; j++) {
        double lag = j * STEP * (ended[j] - ended[i]) - (moment[j] - moment[i]);
        if (lag > least) {
          break;
        }
        double total = price * (1 - ended[i]) + lag + cost[j];
        if (total < least) {
          least = total;
          next[i] = j;
        }
      }
      cost[i] = least;
    }
    return next;
  }

  /** {@return the mean number of polls of that schedule} */
  double polls(double price) {
    return follow(schedule(price), new double[durations.length]);
  }

  /** Polls and lag of that schedule. */
  PollSimulation.Result at(double price) {
    double[] lags = new double[durations.length];
    double polls = follow(schedule(price), lags);
    Arrays.sort(lags);
    return new PollSimulation.Result(
        polls,
        Arrays.stream(lags).average().orElseThrow(),
        lags[lags.length / 2],
        lags[lags.length * 95 / 100]);
  }

  /** {@return the mean number of polls of tasks that follow the schedule, whose lags it tells} */
  private double follow(int[] next, double[] lags) {
    long polls = 0;
    for (int k = 0; k < durations.length; k++) {
      double at = 0;
      while (at < durations[k]) {
        int cell = (int) Math.min(CELLS - 1, Math.round(at / STEP));
        double wait = Math.max(PollPlan.FLOOR, next[cell] * STEP - at);
        at += wait * jitter((int) polls);
        polls++;
      }
      lags[k] = at - durations[k];
    }
    return (double) polls / durations.length;
  }
}
