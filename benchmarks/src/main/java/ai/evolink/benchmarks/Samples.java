package ai.evolink.benchmarks;

import java.util.Arrays;

/** Measured values, sorted. */
final class Samples {
  private final double[] sorted;

  Samples(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  double median() {
    return at(0.5);
  }

  double p95() {
    return at(0.95);
  }

  double p99() {
    return at(0.99);
  }

  double max() {
    return at(1);
  }

  private double at(double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
