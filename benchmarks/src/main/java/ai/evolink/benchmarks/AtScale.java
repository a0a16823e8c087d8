package ai.evolink.benchmarks;

import ai.evolink.PollBudget;
import ai.evolink.SimulatedDay;
import ai.evolink.SimulatedDay.Plan;
import ai.evolink.SimulatedDay.Result;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints the tables of docs/at-scale.md, and what simulated days make of them. */
final class AtScale {
  private static final double[] PER_DAY = {1e3, 1e4, 1e5, 1e6, 1e7};
  private static final double PEAK = 3;
  private static final Duration DAY = Duration.ofDays(1);

  /** More than anybody asks for. */
  private static final PollBudget AMPLE = PollBudget.of(10_000, 10_000);

  /** Workers and database on the two cores of one machine: docs/bulk.md. */
  private static final double DATABASE_DONE = 1_100;

  /** One caller: the journal benchmark. */
  private static final int JOURNAL_INTENTS = 6_512;

  private AtScale() {}

  static void run() {
    printLoad();
    printDatabase();
    printCeilings();
    printChecks();
  }

  private static ScaleModel of(double perDay) {
    return new ScaleModel(perDay, PEAK, ScaleModel.TASK_SECONDS);
  }

  private static void printLoad() {
    System.out.println("At a peak of three times the average, tasks of 45 s:\n");
    Table table =
        new Table(
            "tasks a day",
            "submits/s",
            "under way",
            "polls/s, no callbacks",
            "queries/s, callbacks",
            "API traffic, kB/s: no callbacks, callbacks",
            "heap of waits, MB",
            "results of 2 MB, MB/s",
            "results a day, TB");
    for (double perDay : PER_DAY) {
      ScaleModel model = of(perDay);
      table.row(
          whole(perDay),
          two(model.submits()),
          two(model.pending(ScaleModel.LAG)),
          two(model.submits() * ScaleModel.POLLS),
          two(model.submits()),
          two(model.bytes(false) / 1e3) + ", " + two(model.bytes(true) / 1e3),
          two(model.pending(ScaleModel.LAG) * ScaleModel.WAIT_BYTES / 1e6),
          two(model.submits() * ScaleModel.RESULT_BYTES / 1e6),
          two(perDay * ScaleModel.RESULT_BYTES / 1e12));
    }
  }

  private static void printDatabase() {
    System.out.println("\nA bulk in PostgreSQL, as long as nothing is purged:\n");
    Table table =
        new Table(
            "tasks a day", "rows a day", "GB a day", "GB of log a day", "commits/s at the peak");
    for (double perDay : PER_DAY) {
      table.row(
          whole(perDay),
          whole(perDay * ScaleModel.ROWS),
          two(perDay * ScaleModel.COMPACT_BYTES / 1e9)
              + " to "
              + two(perDay * ScaleModel.STORED_BYTES / 1e9),
          two(perDay * ScaleModel.LOGGED_BYTES / 1e9),
          two(of(perDay).submits() * ScaleModel.COMMITS));
    }
  }

  /** {@code tasks} a second at the busiest moment are the most. */
  private record Ceiling(String what, double tasks) {}

  private static void printCeilings() {
    double places = 256;
    System.out.println("\nWhere one process with default settings ends:\n");
    Table table = new Table("limit", "tasks/s at the peak", "tasks a day");
    Stream.of(
            new Ceiling("`pollBudget` 20/s, no callbacks", 20 / ScaleModel.POLLS),
            new Ceiling(
                "half of 256 `maxConcurrentRequests` for polls, no callbacks",
                places / 2 / ScaleModel.ANSWER_SECONDS / ScaleModel.POLLS),
            new Ceiling("`pollBudget` 20/s, callbacks: 100 confirmations/s", 100),
            new Ceiling(
                "a quarter of 256 `maxConcurrentRequests` for confirmations",
                places / 4 / ScaleModel.ANSWER_SECONDS),
            new Ceiling(
                "`BulkWorker.concurrency` 32 submits at once", 32 / ScaleModel.ANSWER_SECONDS),
            new Ceiling("256 submits at once", places / ScaleModel.ANSWER_SECONDS),
            new Ceiling("results of 2 MB over 1 Gbit/s", 1e9 / 8 / ScaleModel.RESULT_BYTES),
            new Ceiling("one core for workers", 1 / ScaleModel.WORKER_SECONDS),
            new Ceiling("PostgreSQL on two cores: items done", DATABASE_DONE),
            new Ceiling("`TaskJournal.file`, one caller: intents", JOURNAL_INTENTS))
        .sorted(Comparator.comparingDouble(Ceiling::tasks))
        .forEach(
            ceiling ->
                table.row(
                    ceiling.what,
                    two(ceiling.tasks),
                    whole(ScaleModel.perDayAt(ceiling.tasks, PEAK))));
  }

  // ---- the same, simulated

  private static void printChecks() {
    System.out.println(
        "\nA hundredth of ten million a day: 100,000 tasks in 24 h. Model · simulation (error):\n");
    Table table =
        new Table(
            "day",
            "polls for each task",
            "polls/s, busiest hour",
            "under way at most",
            "mean lag, s",
            "p95 lag, s",
            "timed out");
    check(table, "no callbacks, ample budget", AMPLE, false, 0);
    for (int budget : new int[] {20, 10, 5}) {
      check(table, "no callbacks, " + budget + "/s", perSecond(budget), false, 0);
    }
    check(table, "no callbacks, 3/s: too little", perSecond(3), false, 0);
    check(table, "callbacks, 1/s", perSecond(1), true, 0);
    check(table, "callbacks, 1/s, one in a hundred lost", perSecond(1), true, 0.01);
    printPeak();
  }

  private static PollBudget perSecond(int polls) {
    return PollBudget.of(polls, (int) Math.ceil(2.5 * polls));
  }

  private static void check(Table table, String day, PollBudget budget, boolean hub, double lost) {
    int tasks = 100_000;
    ScaleModel model = of(tasks);
    Result seen = SimulatedDay.of(new Plan(tasks, DAY, PEAK, budget, hub, lost));
    double polls = hub ? 1 : model.polls(budget.perSecond());
    double lag = hub ? model.lagWithCallbacks(lost) : model.lag(budget.perSecond());
    boolean binds = !hub && polls < ScaleModel.POLLS;
    table.row(
        day,
        binds ? two(seen.pollsThen()) + " at the peak" : beside(polls, seen.polls()),
        beside(polls * model.submits(), seen.busiestHour()),
        beside(model.pendingAtMost(lag), seen.pending()),
        binds ? beside(lag, seen.lagThen()) + " at the peak" : beside(lag, seen.lag()),
        two(seen.p95()),
        seen.timedOut());
  }

  private static void printPeak() {
    System.out.println("\nTen minutes of the peak of ten million a day, at full scale:\n");
    Table table =
        new Table(
            "way",
            "polls/s",
            "in the busiest second",
            "under way at most",
            "mean lag, s",
            "B/wait");
    ScaleModel model = of(1e7);
    Duration length = Duration.ofMinutes(10);
    int tasks = (int) (model.submits() * length.toSeconds());
    double needed = model.submits() * ScaleModel.POLLS;
    Result polled =
        SimulatedDay.of(new Plan(tasks, length, 1, perSecond((int) (1.25 * needed)), false, 0));
    table.row(
        "no callbacks",
        beside(needed, polled.busiestHour()),
        polled.busiestSecond(),
        beside(model.pendingAtMost(ScaleModel.LAG), polled.pending()),
        beside(ScaleModel.LAG, polled.lag()),
        beside(ScaleModel.WAIT_BYTES, polled.heap()));
    Result called = SimulatedDay.of(new Plan(tasks, length, 1, perSecond(100), true, 0));
    double lag = model.lagWithCallbacks(0);
    table.row(
        "callbacks",
        beside(model.submits(), called.busiestHour()),
        called.busiestSecond(),
        beside(model.pendingAtMost(lag), called.pending()),
        beside(lag, called.lag()),
        beside(ScaleModel.WAIT_BYTES, called.heap()));
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String beside(double model, double simulated) {
    return String.format(
        Locale.ROOT,
        "%s · %s (%+.0f %%)",
        two(model),
        two(simulated),
        100 * (model - simulated) / simulated);
  }

  /** With two significant digits, or all that stand before the point. */
  private static String two(double value) {
    String pattern = value >= 9.95 ? "%,.0f" : value >= 0.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
