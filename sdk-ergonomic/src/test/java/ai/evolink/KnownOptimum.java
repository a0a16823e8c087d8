package ai.evolink;

import ai.evolink.internal.plan.PollPlan;
import java.util.Arrays;
import java.util.Random;

/**
 * The best that any schedule of polls can do if the distribution of durations is known: dynamic
 * programming on a fine, even grid, with the floor and the jitter of the real policy.
 */
final class KnownOptimum {
  private static final double STEP = 0.25;
  private static final int CELLS = 2400;
  private static final int SAMPLES = 400_000;

  private final double[] ended = new double[CELLS + 1];
  private final double[] moment = new double[CELLS + 1];
  private final double[] durations = new double[20_000];

  KnownOptimum(PollSimulation.Durations distribution) {
    Random random = new Random(99);
    for (int i = 0; i < SAMPLES; i++) {
      double seconds = distribution.next(random);
      int cell = (int) Math.min(CELLS - 1, seconds / STEP);
      ended[cell + 1] += 1.0 / SAMPLES;
      moment[cell + 1] += seconds / SAMPLES;
    }
    for (int i = 1; i <= CELLS; i++) {
      ended[i] += ended[i - 1];
      moment[i] += moment[i - 1];
    }
    Arrays.setAll(durations, i -> distribution.next(random));
  }

  /** Polls and lag of the best schedule if a poll costs as much as {@code price} seconds of lag. */
  PollSimulation.Result at(double price) {
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
    Random jitter = new Random(5);
    double[] lags = new double[durations.length];
    long polls = 0;
    for (int k = 0; k < durations.length; k++) {
      double at = 0;
      while (at < durations[k]) {
        int cell = (int) Math.min(CELLS - 1, Math.round(at / STEP));
        double wait = Math.max(PollPlan.FLOOR, next[cell] * STEP - at);
        at += wait * (1 + 0.1 * (2 * jitter.nextDouble() - 1));
        polls++;
      }
      lags[k] = at - durations[k];
    }
    Arrays.sort(lags);
    return new PollSimulation.Result(
        (double) polls / durations.length,
        Arrays.stream(lags).average().orElseThrow(),
        lags[lags.length / 2],
        lags[lags.length * 95 / 100]);
  }
}
