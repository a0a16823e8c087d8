package ai.evolink.benchmarks;

/**
 * What so many tasks a day ask for: of the service, of the client, of its network and database. The
 * arithmetic of docs/at-scale.md; each constant says which benchmark it comes from, or that it is
 * an assumption.
 *
 * @param perDay tasks a day
 * @param peak how many times as many come at the busiest moment as on average
 * @param taskSeconds how long a task takes on average
 */
record ScaleModel(double perDay, double peak, double taskSeconds) {
  static final double DAY = 86_400;

  /** Kind A of detection-lag: lognormal around 45 s, hence 47.8 s on average. */
  static final double TASK_SECONDS = 45 * Math.exp(0.35 * 0.35 / 2);

  /** detection-lag, kind A, 400 at once, the next nine: polls for each task. */
  static final double POLLS = 8.9;

  /** The same row: mean lag in seconds. */
  static final double LAG = 1.55;

  /** While a callback is expected, the first poll comes after so long. */
  static final double PUSHED_POLL_SECONDS = 135;

  /** An assumption: from the end of a task to its callback. */
  static final double CALLBACK_SECONDS = 0.2;

  /** wire-costs: both ways, in bytes. */
  static final double SUBMIT_BYTES = 539 + 489;

  static final double QUERY_BYTES = 293 + 600;
  static final double CALLBACK_BYTES = 671;

  /** pending-waits: bytes of a wait that was polled; one before its first poll has four fifths. */
  static final double WAIT_BYTES = 456;

  /** store-costs: rows, bytes with and without dead rows, and commits, of an item that is done. */
  static final double ROWS = 2;

  static final double COMPACT_BYTES = 833;
  static final double STORED_BYTES = 1_381;
  static final double LOGGED_BYTES = 4_209;
  static final double COMMITS = 10.1;

  /** store-costs: CPU of a worker for an item, from its submit to its end. */
  static final double WORKER_SECONDS = 2.05e-3;

  /** An assumption: from a request to the end of its answer, in seconds. */
  static final double ANSWER_SECONDS = 0.5;

  /** An assumption: one result, in bytes. */
  static final double RESULT_BYTES = 2e6;

  /** {@return tasks a second at the busiest moment} */
  double submits() {
    return peak * perDay / DAY;
  }

  /** {@return tasks under way at the busiest moment, if their ends are seen that much later} */
  double pending(double lag) {
    return submits() * (taskSeconds + lag);
  }

  /** {@return the most tasks under way, which come at random: three deviations above the mean} */
  double pendingAtMost(double lag) {
    return pending(lag) + 3 * Math.sqrt(pending(lag));
  }

  /** {@return polls for each task within {@code budget} polls a second} */
  double polls(double budget) {
    return Math.min(POLLS, budget / submits());
  }

  /**
   * {@return the mean lag at the busiest moment within {@code budget} polls a second} Half as many
   * polls for each task cost twice the lag; below two for each task that does not hold any more.
   */
  double lag(double budget) {
    return LAG * POLLS / polls(budget);
  }

  /** {@return the mean lag with callbacks, of which that share is lost} */
  double lagWithCallbacks(double lost) {
    return (1 - lost) * CALLBACK_SECONDS + lost * (PUSHED_POLL_SECONDS - taskSeconds);
  }

  /** {@return bytes a second at the busiest moment, to the service and back} */
  double bytes(boolean hub) {
    double after = hub ? CALLBACK_BYTES + QUERY_BYTES : POLLS * QUERY_BYTES;
    return submits() * (SUBMIT_BYTES + after);
  }

  /** {@return how many tasks a day reach {@code ceiling} tasks a second at the busiest moment} */
  static double perDayAt(double ceiling, double peak) {
    return ceiling * DAY / peak;
  }
}
