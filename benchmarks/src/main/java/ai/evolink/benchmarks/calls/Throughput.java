package ai.evolink.benchmarks.calls;

import java.io.IOException;
import java.util.Locale;

/**
 * Many callers at once, every contender as it comes, against a server that thinks for 50 ms. Ideal
 * are 20 calls a second for each caller, and one connection.
 */
public final class Throughput {
  private static final int THINKS_MILLIS = 50;
  private static final int FOR_MILLIS = 4_000;

  private Throughput() {}

  public static void run() throws IOException {
    System.out.println(
        "| contender | 32 callers, calls/s | connections | 256 callers, calls/s | connections |\n"
            + "| --- | ---: | ---: | ---: | ---: |");
    for (Contenders contender : Contenders.present()) {
      System.out.println(
          "| "
              + contender
              + " | "
              + callers(contender, 32)
              + " | "
              + callers(contender, 256)
              + " |");
    }
    System.out.println("| ideal | 640 | 32 | 5,120 | 256 |");
  }

  private static String callers(Contenders contender, int callers) throws IOException {
    try (Child server = Child.server(THINKS_MILLIS);
        Child stage = Child.stage(contender, "http://127.0.0.1:" + server.line())) {
      stage.ask("create 20"); // classes and one connection
      stage.ask("callers " + callers + " 2000"); // warm
      int calls = Integer.parseInt(stage.ask("callers " + callers + " " + FOR_MILLIS));
      int opened = Integer.parseInt(server.ask("connections")); // warming up included
      return String.format(
          Locale.ROOT, "%,.0f | %,d", calls * 1000.0 / (FOR_MILLIS + THINKS_MILLIS), opened);
    }
  }
}
