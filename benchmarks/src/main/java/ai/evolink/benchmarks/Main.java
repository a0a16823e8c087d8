package ai.evolink.benchmarks;

import ai.evolink.DetectionLag;
import ai.evolink.benchmarks.calls.Calls;
import ai.evolink.benchmarks.calls.Codec;
import ai.evolink.benchmarks.calls.ColdStarts;
import ai.evolink.benchmarks.calls.Throughput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs the benchmarks that are named on the command line, all of them if none is. */
public final class Main {
  private Main() {}

  private enum Benchmark {
    CALLS,
    THROUGHPUT,
    COLD_START,
    CODEC,
    PENDING_WAITS,
    DETECTION_LAG,
    HUB_LAG,
    MANY_WAITS,
    DOWNLOADS,
    JOURNAL,
    EMULATOR_LOAD,
    WIRE_COSTS,
    STORE_COSTS,
    BULK_CALLBACKS,
    AT_SCALE;

    void run() throws Exception {
      switch (this) {
        case CALLS -> Calls.run();
        case THROUGHPUT -> Throughput.run();
        case COLD_START -> ColdStarts.run();
        case CODEC -> Codec.run();
        case PENDING_WAITS -> PendingWaits.run();
        case DETECTION_LAG -> DetectionLag.run();
        case HUB_LAG -> HubLag.run();
        case MANY_WAITS -> ManyWaits.run();
        case DOWNLOADS -> DownloadBench.run();
        case JOURNAL -> JournalIntents.run();
        case EMULATOR_LOAD -> EmulatorLoad.run();
        case WIRE_COSTS -> WireCosts.run();
        case STORE_COSTS -> StoreCosts.run();
        case BULK_CALLBACKS -> BulkCallbacks.run();
        case AT_SCALE -> AtScale.run();
      }
    }

    static Benchmark of(String name) {
      return Arrays.stream(values())
          .filter(benchmark -> benchmark.toString().equals(name))
          .findAny()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "No benchmark " + name + "; there are " + List.of(values())));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static void main(String[] args) throws Exception {
    List<Benchmark> benchmarks = new ArrayList<>();
    try {
      for (String name : args) {
        benchmarks.add(Benchmark.of(name));
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    System.out.println(Machine.describe());
    for (Benchmark benchmark : benchmarks.isEmpty() ? List.of(Benchmark.values()) : benchmarks) {
      System.out.println("\n## " + benchmark + "\n");
      benchmark.run();
    }
  }
}
