package ai.evolink.benchmarks.calls;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What one call costs. All contenders are warm and alive; they take turns of some calls, so that
 * each ratio compares turns that were made within seconds of each other.
 */
public final class Calls {
  private static final int WARM_UP_TURNS = 10;
  private static final int TURNS = 15;
  private static final int CALLS = 1_500;

  private Calls() {}

  public static void run() throws IOException {
    Map<Contenders, Child> stages = new EnumMap<>(Contenders.class);
    try (Child server = Child.server(0)) {
      String url = "http://127.0.0.1:" + server.line();
      for (Contenders contender : Contenders.present()) {
        stages.put(contender, Child.stage(contender, url));
      }
      Results<Turn> query = turns(stages, "query");
      Results<Turn> create = turns(stages, "create");
      System.out.println(
          "| contender | query B | create B | query CPU | create CPU | query time | create time |\n"
              + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
      for (Contenders contender : Contenders.present()) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %,.0f (%.2fx) | %,.0f (%.2fx) | %.2fx | %.2fx | %.2fx | %.2fx |%n",
            contender,
            query.median(contender, Turn::bytes),
            query.ratio(contender, Turn::bytes),
            create.median(contender, Turn::bytes),
            create.ratio(contender, Turn::bytes),
            query.ratio(contender, Turn::cpuNanos),
            create.ratio(contender, Turn::cpuNanos),
            query.ratio(contender, Turn::nanos),
            create.ratio(contender, Turn::nanos));
      }
      System.out.printf(
          Locale.ROOT,
          "%nRaw, absolute: query %.0f µs, %.0f µs of CPU; create %.0f µs, %.0f µs of CPU.%n",
          query.median(Contenders.RAW, Turn::nanos) / 1000,
          query.median(Contenders.RAW, Turn::cpuNanos) / 1000,
          create.median(Contenders.RAW, Turn::nanos) / 1000,
          create.median(Contenders.RAW, Turn::cpuNanos) / 1000);
    } finally {
      for (Child stage : stages.values()) {
        stage.close();
      }
    }
  }

  private static Results<Turn> turns(Map<Contenders, Child> stages, String call)
      throws IOException {
    Results<Turn> turns = new Results<>();
    for (int i = 0; i < WARM_UP_TURNS + TURNS; i++) {
      for (Map.Entry<Contenders, Child> stage : stages.entrySet()) {
        Turn turn = Turn.parse(stage.getValue().ask(call + " " + CALLS));
        if (i >= WARM_UP_TURNS) {
          turns.add(stage.getKey(), turn);
        }
      }
    }
    return turns;
  }
}
