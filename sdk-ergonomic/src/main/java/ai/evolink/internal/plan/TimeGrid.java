package ai.evolink.internal.plan;

/**
 * A grid of durations from zero to three hours. The first bin ends at half a second; from there on
 * each bin is 2 % longer than the one before.
 */
public final class TimeGrid {
  private static final double FIRST = 0.5;
  private static final double LAST = 10_800;
  private static final double RATIO = 1.02;

  static final double LOG_RATIO = Math.log(RATIO);

  /** The number of bins; bin 0 begins at zero. */
  static final int SIZE = 1 + (int) Math.ceil(Math.log(LAST / FIRST) / LOG_RATIO);

  private static final double[] EDGES = edges();

  private TimeGrid() {}

  private static double[] edges() {
    double[] edges = new double[SIZE + 1];
    for (int i = 1; i <= SIZE; i++) {
      edges[i] = FIRST * Math.pow(RATIO, i - 1);
    }
    return edges;
  }

  /**
   * {@return the lower edge of bin {@code i}, in seconds; for {@link #SIZE}, the upper edge of the
   * last bin}
   */
  static double edge(int i) {
    return EDGES[i];
  }

  static double middle(int i) {
    return (EDGES[i] + EDGES[i + 1]) / 2;
  }

  /** {@return the bin that contains {@code seconds}; the last bin for anything longer} */
  static int bin(double seconds) {
    if (seconds < FIRST) {
      return 0;
    }
    if (seconds >= EDGES[SIZE]) {
      return SIZE - 1;
    }
    int bin = 1 + (int) (Math.log(seconds / FIRST) / LOG_RATIO);
    // Rounding of the logarithm may be off by one bin at an edge.
    if (bin < SIZE && seconds >= EDGES[bin + 1]) {
      bin++;
    } else if (seconds < EDGES[bin]) {
      bin--;
    }
    return Math.min(bin, SIZE - 1);
  }
}
