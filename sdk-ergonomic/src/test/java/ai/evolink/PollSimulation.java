package ai.evolink;

import ai.evolink.internal.poll.TaskReader;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * Polls against lag, measured with the real waiter and the real policies on a virtual clock:
 * seeded, without HTTP, in no time. {@link #main} prints the whole table.
 */
final class PollSimulation {
  static final Duration ESTIMATE = Duration.ofSeconds(45);
  private static final String MODEL = "model-a";

  private PollSimulation() {}

  /** How long tasks take, in seconds; the service always announces 45. */
  enum Durations {
    /** Close to the estimate: lognormal, sigma 0.35. */
    A {
      @Override
      double next(Random random) {
        return lognormal(random, 45, 0.35);
      }
    },
    /** Two kinds of task, neither near the estimate: 80 % about 12 s, 20 % about 90 s. */
    B {
      @Override
      double next(Random random) {
        return lognormal(random, random.nextDouble() < 0.8 ? 12 : 90, 0.15);
      }
    },
    /** Anything from 5 to 120 s. */
    C {
      @Override
      double next(Random random) {
        return 5 + 115 * random.nextDouble();
      }
    },
    /** Around the estimate with a long tail: lognormal, sigma 0.8. */
    D {
      @Override
      double next(Random random) {
        return lognormal(random, 45, 0.8);
      }
    };

    abstract double next(Random random);

    private static double lognormal(Random random, double median, double sigma) {
      return median * Math.exp(sigma * random.nextGaussian());
    }
  }

  /** What the service says of the progress, by the share of the duration that has passed. */
  enum Curve {
    /** True within 10 %. */
    LINEAR {
      @Override
      double at(double share, Random random) {
        return 100 * share * (0.9 + 0.2 * random.nextDouble());
      }
    },
    /** Little for long, then everything. */
    SLOW_START {
      @Override
      double at(double share, Random random) {
        return 100 * Math.pow(share, 3);
      }
    },
    /** 90 % at half time, and so it stays. */
    STALLED {
      @Override
      double at(double share, Random random) {
        return Math.min(90, 180 * share);
      }
    },
    /** 0, 25, 50, 75. */
    STEPS {
      @Override
      double at(double share, Random random) {
        return 25 * Math.floor(4 * share);
      }
    },
    /** Not a word. */
    NONE {
      @Override
      double at(double share, Random random) {
        return -1;
      }
    };

    abstract double at(double share, Random random);
  }

  /** What a number of tasks cost. */
  record Result(double polls, double meanLag, double medianLag, double p95Lag) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%5.1f polls · lag %5.2f mean %5.2f median %6.2f p95",
          polls,
          meanLag,
          medianLag,
          p95Lag);
    }
  }

  /** Waits for {@code tasks} tasks, one after the other, with what {@code history} knows. */
  static Result run(
      PollPolicy policy,
      DurationHistory history,
      Durations durations,
      Curve curve,
      int tasks,
      long seed) {
    return run(policy, history, random -> durations.next(random), ESTIMATE, curve, tasks, seed);
  }

  /** Waits, knowing nothing, for tasks about which the service says {@code estimate} seconds. */
  static Result estimated(int estimate, Durations durations, int tasks, long seed) {
    return run(
        PollPolicy.adaptive(),
        DurationHistory.off(),
        random -> durations.next(random),
        Duration.ofSeconds(estimate),
        Curve.NONE,
        tasks,
        seed);
  }

  /** The same for any durations, and any estimate by the service, which may be wrong. */
  static Result run(
      PollPolicy policy,
      DurationHistory history,
      ToDoubleFunction<Random> durations,
      Duration estimate,
      Curve curve,
      int tasks,
      long seed) {
    VirtualClock clock = new VirtualClock();
    Random random = new Random(seed);
    Service service = new Service(clock, curve, new Random(seed + 1));
    WaitOptions options =
        WaitOptions.builder().policy(policy).deadline(Duration.ofHours(3)).build();
    double[] lags = new double[tasks];
    long polls = 0;
    try (TaskWaits waiter =
        new TaskWaits(
            service,
            WaiterFixture::generation,
            new Continuations(Runnable::run, Runnable::run, clock, System.getLogger("simulation")),
            PollBudget.of(1_000_000, 1_000_000),
            new Random(seed + 2),
            history)) {
      for (int i = 0; i < tasks; i++) {
        service.begin(durations.applyAsDouble(random));
        TaskHandle task =
            TaskHandle.of("task-" + i, Kind.IMAGE, clock.instant(), MODEL, estimate, false);
        TaskFuture wait = waiter.await(CompletableFuture.completedFuture(task), options);
        while (!wait.isDone()) {
          clock.advance(clock.untilNextAlarm().orElseThrow());
        }
        lags[i] = service.lag;
        polls += service.polls;
      }
    }
    Arrays.sort(lags);
    return new Result(
        (double) polls / tasks,
        Arrays.stream(lags).average().orElseThrow(),
        lags[tasks / 2],
        lags[tasks * 95 / 100]);
  }

  /** The mean over many clients, each measured on the 50 tasks after the first {@code seen}. */
  static Result warm(Durations durations, Curve curve, int seen, int clients) {
    double polls = 0;
    double mean = 0;
    double median = 0;
    double p95 = 0;
    for (int i = 0; i < clients; i++) {
      DurationHistory history = DurationHistory.create();
      run(PollPolicy.adaptive(), history, durations, curve, seen, 1000 + i);
      Result result = run(PollPolicy.adaptive(), history, durations, curve, 50, 5000 + i);
      polls += result.polls / clients;
      mean += result.meanLag / clients;
      median += result.medianLag / clients;
      p95 += result.p95Lag / clients;
    }
    return new Result(polls, mean, median, p95);
  }

  /** Waits for tasks that are submitted {@code atOnce} together, batch after batch. */
  static Result atOnce(
      DurationHistory history, Durations durations, int atOnce, int batches, long seed) {
    VirtualClock clock = new VirtualClock();
    Random random = new Random(seed);
    Map<String, Double> ends = new HashMap<>();
    List<Double> lags = new ArrayList<>();
    int[] polls = new int[1];
    TaskReader service =
        id -> {
          polls[0]++;
          double lag = clock.nanoTime() / 1e9 - Objects.requireNonNull(ends.get(id));
          if (lag < 0) {
            return CompletableFuture.completedFuture(Service.SILENT);
          }
          lags.add(lag);
          return CompletableFuture.completedFuture(Service.DONE);
        };
    WaitOptions options = WaitOptions.of(Duration.ofHours(3));
    try (TaskWaits waiter =
        new TaskWaits(
            service,
            WaiterFixture::generation,
            new Continuations(Runnable::run, Runnable::run, clock, System.getLogger("simulation")),
            PollBudget.of(1_000_000, 1_000_000),
            new Random(seed + 2),
            history)) {
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < atOnce; i++) {
          String id = "task-" + batch + "-" + i;
          ends.put(id, clock.nanoTime() / 1e9 + durations.next(random));
          TaskHandle task = TaskHandle.of(id, Kind.IMAGE, clock.instant(), MODEL, ESTIMATE, false);
          waiter.await(CompletableFuture.completedFuture(task), options);
        }
        while (waiter.pending() > 0) {
          clock.advance(clock.untilNextAlarm().orElseThrow());
        }
      }
    }
    double[] sorted = lags.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Result(
        (double) polls[0] / sorted.length,
        Arrays.stream(sorted).average().orElseThrow(),
        sorted[sorted.length / 2],
        sorted[sorted.length * 95 / 100]);
  }

  private static final class Service implements TaskReader {
    private static final TaskSnapshot DONE = FakeTasks.withOneFile("t");
    private static final TaskSnapshot SILENT = FakeTasks.snapshot("t", TaskStatus.PROCESSING);
    private static final TaskSnapshot[] PROGRESS = new TaskSnapshot[100];

    static {
      for (int i = 0; i < PROGRESS.length; i++) {
        PROGRESS[i] = FakeTasks.processing("t", i);
      }
    }

    private final VirtualClock clock;
    private final Curve curve;
    private final Random noise;
    private double begun;
    private double duration;
    private double lag;
    private int polls;

    Service(VirtualClock clock, Curve curve, Random noise) {
      this.clock = clock;
      this.curve = curve;
      this.noise = noise;
    }

    void begin(double seconds) {
      begun = clock.nanoTime() / 1e9;
      duration = seconds;
      polls = 0;
    }

    @Override
    public CompletableFuture<TaskSnapshot> read(String taskId) {
      polls++;
      double elapsed = clock.nanoTime() / 1e9 - begun;
      lag = elapsed - duration;
      if (lag >= 0) {
        return CompletableFuture.completedFuture(DONE);
      }
      double progress = curve.at(elapsed / duration, noise);
      return CompletableFuture.completedFuture(
          progress < 0 ? SILENT : PROGRESS[(int) Math.max(0, Math.min(99, progress))]);
    }
  }

  /** The least mean lag at {@code polls} polls per task if the distribution is known exactly. */
  static Result optimum(Durations durations, double polls) {
    KnownOptimum known = KnownOptimum.of(durations);
    double low = 0.001;
    double high = 100;
    while (high / low > 1 + 1e-6) {
      double price = Math.sqrt(low * high);
      if (known.polls(price) > polls) {
        low = price;
      } else {
        high = price;
      }
    }
    // The best schedule changes in steps; in between, some tasks follow one and some the other.
    Result more = known.at(low);
    Result fewer = known.at(high);
    double gap = more.polls() - fewer.polls();
    double share = gap < 1e-9 ? 0 : Math.max(0, Math.min(1, (polls - fewer.polls()) / gap));
    return new Result(
        fewer.polls() + share * gap,
        fewer.meanLag() + share * (more.meanLag() - fewer.meanLag()),
        fewer.medianLag(),
        fewer.p95Lag());
  }

  /** Prints a table: {@code PollSimulation [tasks per cell]}. */
  public static void main(String[] args) {
    int tasks = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    for (Durations durations : Durations.values()) {
      for (int atOnce : new int[] {60, 400}) {
        Result result = atOnce(DurationHistory.create(), durations, atOnce, 10, 1);
        double best = optimum(durations, result.polls()).meanLag();
        print(
            durations,
            Curve.NONE,
            atOnce + " at once",
            result,
            String.format(Locale.ROOT, " · %.2fx of the optimum", result.meanLag() / best));
      }
    }
    PollPolicy fixed = PollPolicy.fixed(Duration.ofSeconds(5));
    for (Durations durations : Durations.values()) {
      for (Curve curve : Curve.values()) {
        Result warm = warm(durations, curve, 50, Math.max(1, tasks / 50));
        Result best = optimum(durations, warm.polls());
        print(
            durations,
            curve,
            "fixed 5 s",
            run(fixed, DurationHistory.off(), durations, curve, tasks, 1),
            "");
        print(
            durations,
            curve,
            "cold",
            run(PollPolicy.adaptive(), DurationHistory.off(), durations, curve, tasks, 1),
            "");
        print(
            durations,
            curve,
            "50 seen",
            warm,
            String.format(
                Locale.ROOT,
                " · %.2fx of the optimum without progress",
                warm.meanLag() / best.meanLag()));
      }
    }
  }

  private static void print(
      Durations durations, Curve curve, String policy, Result result, String note) {
    System.out.printf("%s %-10s %-9s %s%s%n", durations, curve, policy, result, note);
  }
}
