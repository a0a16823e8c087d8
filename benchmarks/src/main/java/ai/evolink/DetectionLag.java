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
import java.util.function.BiFunction;
import java.util.function.Function;
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
    System.out.println("Polls per task · mean / median / 95th percentile of the lag in seconds.\n");
    print(lines, (durations, result) -> cell(result));
    System.out.println(
        "\nMean lag as a multiple of the least that is possible with as many polls if the"
            + " distribution is known and progress is not:\n");
    print(lines, DetectionLag::toOptimum);
    printSwitch();
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
    for (Durations before : List.of(Durations.A, Durations.B)) {
      Durations after = before == Durations.A ? Durations.B : Durations.A;
      String cells =
          Arrays.stream(change(before, after, steps))
              .map(DetectionLag::cell)
              .collect(Collectors.joining(" | "));
      System.out.println(
          "| "
              + before
              + " → "
              + after
              + " | "
              + cells
              + " | "
              + cell(cold(after, Curve.NONE))
              + " |");
    }
  }

  private static Result[] change(Durations before, Durations after, int[] steps) {
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
      DurationHistory history, Durations durations, int tasks, long seed) {
    return PollSimulation.run(PollPolicy.adaptive(), history, durations, Curve.NONE, tasks, seed);
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
