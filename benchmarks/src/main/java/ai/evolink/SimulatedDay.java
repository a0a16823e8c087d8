package ai.evolink;

import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A day of purchases in virtual time, through the real waiter with its budget, its policy and what
 * it learns. Tasks are those of kind A of the {@link PollSimulation}, say nothing of their
 * progress, and come at random, more of them by day than by night. Seeded: the figures are the same
 * on every machine, heap apart.
 */
public final class SimulatedDay {
  private static final long SECOND = 1_000_000_000;
  private static final String MODEL = "model-a";

  /** From the end of a task to its callback. */
  private static final long CALLBACK_NANOS = SECOND / 5;

  /**
   * What happens in a day.
   *
   * @param tasks how many are bought
   * @param length how long the day is
   * @param peak how many times as many come at the busiest moment as on average
   * @param budget the polls that the client may make
   * @param hub whether callbacks come
   * @param lost the share of callbacks that never come
   */
  public record Plan(
      int tasks, Duration length, double peak, PollBudget budget, boolean hub, double lost) {}

  /**
   * What it came to.
   *
   * @param polls for each task
   * @param lag the mean, in seconds
   * @param p95 of the lag, in seconds
   * @param pollsThen for each task that ended in the hour with the most ends
   * @param busiestHour polls a second in the hour with the most of them, or in the whole plan if
   *     that is shorter
   * @param lagThen the mean lag in the hour with the most ends
   * @param busiestSecond the most polls in one second
   * @param pending the most tasks at once
   * @param timedOut waits that did not see the end of their task
   * @param heap bytes for each pending task in the middle of the plan
   */
  public record Result(
      double polls,
      double lag,
      double p95,
      double pollsThen,
      double busiestHour,
      double lagThen,
      int busiestSecond,
      int pending,
      int timedOut,
      double heap) {}

  /** The end of a task whose callback comes; the id says when it ended. */
  private record Callback(long at, String task) implements Comparable<Callback> {
    @Override
    public int compareTo(Callback other) {
      return Long.compare(at, other.at);
    }
  }

  private final Plan plan;
  private final VirtualClock clock = new VirtualClock();
  private final Random random = new Random(1);
  private final PriorityQueue<Callback> callbacks = new PriorityQueue<>();
  private final double concentration;
  private final int[] pollsInSecond;
  private final double[] lagInHour;
  private final int[] endsInHour;
  private final double[] lags;
  private int ends;
  private int timedOut;
  private int pending;
  private double heap;

  private SimulatedDay(Plan plan) {
    this.plan = plan;
    this.concentration = concentration(plan.peak);
    int seconds = (int) plan.length.plusHours(3).toSeconds();
    this.pollsInSecond = new int[seconds];
    this.lagInHour = new double[seconds / 3600 + 1];
    this.endsInHour = new int[seconds / 3600 + 1];
    this.lags = new double[plan.tasks];
  }

  /** {@return what becomes of {@code plan}} */
  public static Result of(Plan plan) {
    return new SimulatedDay(plan).run();
  }

  private Result run() {
    Objects.requireNonNull(WaiterFixture.DOWNLOADS); // loads what belongs to no wait
    long before = usedHeap();
    try (TaskWaits waits =
        new TaskWaits(
            this::read,
            WaiterFixture::generation,
            new Continuations(Runnable::run, Runnable::run, clock, new RecordingLog()),
            plan.budget,
            new Random(2),
            DurationHistory.create())) {
      long[] arrivals = arrivals();
      for (int i = 0; i < plan.tasks; i++) {
        runTo(arrivals[i], waits);
        submit(i, waits);
        pending = Math.max(pending, waits.pending());
        if (i == plan.tasks / 2) {
          heap = (double) (usedHeap() - before - 8L * plan.tasks) / waits.pending();
        }
      }
      while (waits.pending() > 0) {
        runTo(clock.nanoTime() + SECOND, waits);
      }
    }
    return result();
  }

  private void submit(int number, TaskWaits waits) {
    double seconds = PollSimulation.Durations.A.next(random);
    long end = clock.nanoTime() + (long) (seconds * SECOND);
    String id = "task-unified-" + end + "-" + number;
    TaskHandle task =
        TaskHandle.of(id, Kind.IMAGE, clock.instant(), MODEL, PollSimulation.ESTIMATE, false);
    TaskFuture wait =
        waits.await(
            CompletableFuture.completedFuture(task), WaitOptions.ofDefaults(), plan.hub, null);
    EvolinkFuture.whenDone(wait, (made, failure) -> timedOut += failure == null ? 0 : 1);
    if (plan.hub && random.nextDouble() >= plan.lost) {
      callbacks.add(new Callback(end + CALLBACK_NANOS, id));
    }
  }

  /** Lets time pass, with the callbacks that come. */
  private void runTo(long until, TaskWaits waits) {
    for (Callback next = callbacks.peek();
        next != null && next.at <= until;
        next = callbacks.peek()) {
      callbacks.remove();
      clock.advance(Duration.ofNanos(next.at - clock.nanoTime()));
      waits.nudge(next.task);
    }
    clock.advance(Duration.ofNanos(until - clock.nanoTime()));
  }

  private CompletableFuture<TaskSnapshot> read(String id) {
    long now = clock.nanoTime();
    pollsInSecond[(int) (now / SECOND)]++;
    int from = "task-unified-".length();
    long end = Long.parseLong(id, from, id.indexOf('-', from), 10);
    if (now < end) {
      return CompletableFuture.completedFuture(PENDING);
    }
    double lag = (now - end) / (double) SECOND;
    lags[ends++] = lag;
    lagInHour[(int) (now / SECOND / 3600)] += lag;
    endsInHour[(int) (now / SECOND / 3600)]++;
    return CompletableFuture.completedFuture(DONE);
  }

  private static final TaskSnapshot PENDING = FakeTasks.snapshot("t", TaskStatus.PROCESSING);
  private static final TaskSnapshot DONE = FakeTasks.withOneFile("t");

  private Result result() {
    double[] sorted = Arrays.copyOf(lags, ends);
    Arrays.sort(sorted);
    int window = (int) Math.min(3600, plan.length.toSeconds());
    long inWindow = 0;
    long busiest = 0;
    for (int second = 0; second < pollsInSecond.length; second++) {
      inWindow += pollsInSecond[second];
      inWindow -= second >= window ? pollsInSecond[second - window] : 0;
      busiest = Math.max(busiest, inWindow);
    }
    int most = 0;
    for (int hour = 0; hour < endsInHour.length; hour++) {
      most = endsInHour[hour] > endsInHour[most] ? hour : most;
    }
    long pollsThen =
        Arrays.stream(
                pollsInSecond, 3600 * most, Math.min(pollsInSecond.length, 3600 * most + 3600))
            .asLongStream()
            .sum();
    return new Result(
        (double) Arrays.stream(pollsInSecond).asLongStream().sum() / plan.tasks,
        Arrays.stream(sorted).average().orElse(0),
        sorted[(int) (0.95 * (ends - 1))],
        (double) pollsThen / endsInHour[most],
        (double) busiest / window,
        lagInHour[most] / endsInHour[most],
        Arrays.stream(pollsInSecond).max().orElse(0),
        pending,
        timedOut,
        heap);
  }

  // ---- when tasks come

  /** Moments at random by a rate that rises and falls once in the length of the plan. */
  private long[] arrivals() {
    long[] moments = new long[plan.tasks];
    for (int i = 0; i < moments.length; i++) {
      double share;
      do {
        share = random.nextDouble();
      } while (random.nextDouble() > Math.exp(concentration * (rise(share) - 1)));
      moments[i] = (long) (share * plan.length.toNanos());
    }
    Arrays.sort(moments);
    return moments;
  }

  /** 1 at 14 h of 24, and -1 at 2 h. */
  private static double rise(double share) {
    return Math.cos(2 * Math.PI * (share - 14.0 / 24));
  }

  /** {@return how strongly the rate follows the time of day, for that peak over the average} */
  private static double concentration(double peak) {
    double low = 0;
    double high = 50;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (peakOf(middle) > peak) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static double peakOf(double concentration) {
    double sum = 0;
    int steps = 1_000;
    for (int i = 0; i < steps; i++) {
      sum += Math.exp(concentration * (rise((double) i / steps) - 1));
    }
    return steps / sum;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
