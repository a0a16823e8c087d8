package ai.evolink.benchmarks;

/** A way to wait for many tasks, for {@link HeapProbe} to weigh. */
interface PendingWaiter {
  /** How long a wait sleeps between two polls; longer than any measurement. */
  long SLEEP_HOURS = 6;

  /** What a poll of a pending task answers. */
  String PENDING = "processing";

  /**
   * Begins {@code count} waits; returns when each is where it spends its life, waiting for its next
   * poll.
   *
   * @return what a program would hold on to
   */
  Object begin(int count) throws Exception;

  /** {@return an id of a task in the documented form, a string of its own} */
  static String id(int number) {
    return "task-unified-1757165031-" + (10_000_000 + number);
  }
}
