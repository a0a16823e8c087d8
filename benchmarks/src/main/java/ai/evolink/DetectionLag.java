package ai.evolink;

import ai.evolink.PollSimulation.Curve;
import ai.evolink.PollSimulation.Durations;
import ai.evolink.PollSimulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Polls against lag, with the real waiter and the real policies on a virtual clock. Seeded: the
 * figures are the same on every machine. In this package because the simulation is, which the SDK's
 * own tests use too.
 */
public final class DetectionLag {
  private static final int TASKS = 10_000;
  private static final int SEED = 1;

  /** What a client has seen of a model before it counts as warm. */
  private static final int SEEN = 50;

  /** Clients over whom the warm figures are averaged: each has learned something else. */
  private static final int CLIENTS = 200;

  /** Clients over whom batches are averaged. */
  private static final int BATCH_CLIENTS = 8;

  private DetectionLag() {}

  /** One line of the tables: what was measured for each of the distributions. */
  private record Line(String title, Map<Durations, Result> results) {
    static Line of(String title, Function<Durations, Result> measure) {
      Map<Durations, Result> results = new EnumMap<>(Durations.class);
      for (Durations durations : Durations.values()) {
        results.put(durations, measure.apply(durations));
      }
      return new Line(title, results);
    }
  }

  /** Prints the tables. */
  public static void run() {
    List<Line> lines = new ArrayList<>();
    for (int seconds : new int[] {2, 5, 10}) {
      PollPolicy fixed = PollPolicy.fixed(Duration.ofSeconds(seconds));
      lines.add(Line.of("fixed " + seconds + " s", durations -> blind(fixed, durations)));
    }
    PollPolicy exponential =
        PollPolicy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10), 1.5);
    lines.add(Line.of("exponential 1→10 s × 1.5", durations -> blind(exponential, durations)));
    for (Curve curve : Curve.values()) {
      lines.add(
          Line.of(
              "**adaptive**, cold, progress " + name(curve), durations -> cold(durations, curve)));
    }
    for (Curve curve : Curve.values()) {
      lines.add(
          Line.of(
              "**adaptive**, " + SEEN + " seen, progress " + name(curve),
              durations -> PollSimulation.warm(durations, curve, SEEN, CLIENTS)));
    }
    for (int atOnce : new int[] {60, 400}) {
      String title = "**adaptive**, " + atOnce + " at once, ";
      lines.add(Line.of(title + "the first batch", durations -> atOnce(durations, atOnce, 0)));
      lines.add(Line.of(title + "the next nine", durations -> atOnce(durations, atOnce, 9)));
    }
    System.out.println("Polls per task · mean / median / 95th percentile of the lag in seconds.\n");
    print(lines, (durations, result) -> cell(result));
    System.out.println(
        "\nMean lag as a multiple of the least that is possible with as many polls if the"
            + " distribution is known and progress is not:\n");
    print(lines, DetectionLag::toOptimum);
    printSwitch();
    printEstimates();
  }

  /**
   * Tasks that are submitted together.
   *
   * @param more how many batches follow on the first one, which is then left out; 0 for that one
   */
  private static Result atOnce(Durations durations, int atOnce, int more) {
    Result[] results = new Result[BATCH_CLIENTS];
    for (int client = 0; client < BATCH_CLIENTS; client++) {
      DurationHistory history = DurationHistory.create();
      results[client] = PollSimulation.atOnce(history, durations, atOnce, 1, 1000 + client);
      if (more > 0) {
        results[client] = PollSimulation.atOnce(history, durations, atOnce, more, 5000 + client);
      }
    }
    return mean(results);
  }

  /** What the service says of tasks that it knows too little of, and of long ones. */
  private static void printEstimates() {
    System.out.println("\nTasks of kind A, about which the service says something else; cold:\n");
    System.out.println("| estimate, s | polls and lag |");
    System.out.println("| ---: | ---: |");
    for (int estimate : new int[] {0, 1, 5, 20, 45, 90, 200, 3600}) {
      Result result = PollSimulation.estimated(estimate, Durations.A, TASKS, SEED);
      System.out.println("| " + estimate + " | " + cell(result) + " |");
    }
    Result fixed = blind(PollPolicy.fixed(Duration.ofSeconds(5)), Durations.A);
    System.out.println("| (fixed 5 s) | " + cell(fixed) + " |");
    System.out.println("\nLonger tasks of that kind, about which it says the truth; cold:\n");
    System.out.println("| takes about, s | adaptive | fixed 5 s |");
    System.out.println("| ---: | ---: | ---: |");
    for (int seconds : new int[] {180, 600}) {
      String adaptive = cell(longTasks(PollPolicy.adaptive(), seconds));
      String every = cell(longTasks(PollPolicy.fixed(Duration.ofSeconds(5)), seconds));
      System.out.println("| " + seconds + " | " + adaptive + " | " + every + " |");
    }
  }

  private static Result longTasks(PollPolicy policy, int seconds) {
    return PollSimulation.run(
        policy,
        DurationHistory.off(),
        random -> Durations.A.next(random) * seconds / 45,
        Duration.ofSeconds(seconds),
        Curve.NONE,
        TASKS,
        SEED);
  }

  private static Result blind(PollPolicy policy, Durations durations) {
    return PollSimulation.run(policy, DurationHistory.off(), durations, Curve.NONE, TASKS, SEED);
  }

  private static Result cold(Durations durations, Curve curve) {
    return PollSimulation.run(
        PollPolicy.adaptive(), DurationHistory.off(), durations, curve, TASKS, SEED);
  }

  private static String toOptimum(Durations durations, Result result) {
    Result best = PollSimulation.optimum(durations, result.polls());
    return format("%.2f", result.meanLag() / best.meanLag());
  }

  /** A model that suddenly takes another time: how long what was learned stands in the way. */
  private static void printSwitch() {
    System.out.println(
        "\nAfter " + SEEN + " tasks of one kind, tasks of another, without progress:\n");
    int[] steps = {10, 10, 30, 50};
    System.out.println("| change | first 10 | next 10 | next 30 | next 50 | cold |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    printSwitch("A → B", Durations.A::next, Durations.B::next, steps);
    printSwitch("B → A", Durations.B::next, Durations.A::next, steps);
    printSwitch(
        "A → ten times faster", Durations.A::next, random -> Durations.A.next(random) / 10, steps);
  }

  private static void printSwitch(
      String title, ToDoubleFunction<Random> before, ToDoubleFunction<Random> after, int[] steps) {
    String cells =
        Arrays.stream(change(before, after, steps))
            .map(DetectionLag::cell)
            .collect(Collectors.joining(" | "));
    Result cold = simulate(DurationHistory.off(), after, TASKS, SEED);
    System.out.println("| " + title + " | " + cells + " | " + cell(cold) + " |");
  }

  private static Result[] change(
      ToDoubleFunction<Random> before, ToDoubleFunction<Random> after, int[] steps) {
    Result[][] all = new Result[steps.length][CLIENTS];
    for (int client = 0; client < CLIENTS; client++) {
      DurationHistory history = DurationHistory.create();
      simulate(history, before, SEEN, 1000 + client);
      for (int step = 0; step < steps.length; step++) {
        all[step][client] = simulate(history, after, steps[step], 5000 + 1000 * step + client);
      }
    }
    return Arrays.stream(all).map(DetectionLag::mean).toArray(Result[]::new);
  }

  private static Result simulate(
      DurationHistory history, ToDoubleFunction<Random> durations, int tasks, long seed) {
    return PollSimulation.run(
        PollPolicy.adaptive(),
        history,
        durations,
        PollSimulation.ESTIMATE,
        Curve.NONE,
        tasks,
        seed);
  }

  private static Result mean(Result[] results) {
    return new Result(
        Arrays.stream(results).mapToDouble(Result::polls).average().orElseThrow(),
        Arrays.stream(results).mapToDouble(Result::meanLag).average().orElseThrow(),
        Arrays.stream(results).mapToDouble(Result::medianLag).average().orElseThrow(),
        Arrays.stream(results).mapToDouble(Result::p95Lag).average().orElseThrow());
  }

  private static void print(List<Line> lines, BiFunction<Durations, Result, String> cell) {
    System.out.println("| policy | A | B | C | D |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (Line line : lines) {
      String cells =
          line.results().entrySet().stream()
              .map(entry -> cell.apply(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(" | "));
      System.out.println("| " + line.title() + " | " + cells + " |");
    }
  }

  private static String cell(Result result) {
    return format(
        "%.1f · %.2f / %.2f / %.1f",
        result.polls(), result.meanLag(), result.medianLag(), result.p95Lag());
  }

  private static String name(Curve curve) {
    return curve.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
