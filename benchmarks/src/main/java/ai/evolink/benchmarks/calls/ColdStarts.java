package ai.evolink.benchmarks.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** From {@code main} to the first accepted task, and what has to be shipped for it. */
public final class ColdStarts {
  private static final int TURNS = 15;

  private ColdStarts() {}

  private record Start(double millis, long classes) {}

  public static void run() throws IOException {
    Results<Start> starts = new Results<>();
    try (Child server = Child.server(0)) {
      String url = "http://127.0.0.1:" + server.line();
      for (int i = 0; i <= TURNS; i++) {
        for (Contenders contender : Contenders.present()) {
          Start start = start(contender, url);
          if (i > 0) { // the first turn reads the jars into the cache of the file system
            starts.add(contender, start);
          }
        }
      }
    }
    System.out.println(
        "| contender | main() to first create | classes loaded | jars | MB |\n"
            + "| --- | ---: | ---: | ---: | ---: |");
    for (Contenders contender : Contenders.present()) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2fx | %,.0f | %d | %.2f |%n",
          contender,
          starts.ratio(contender, Start::millis),
          starts.median(contender, Start::classes),
          contender.jars().size(),
          megabytes(contender.jars()));
    }
    System.out.printf(
        Locale.ROOT, "%nRaw, absolute: %.0f ms.%n", starts.median(Contenders.RAW, Start::millis));
  }

  private static Start start(Contenders contender, String url) throws IOException {
    try (Child jvm = Child.start(contender.classPath(), ColdStart.class, contender.type(), url)) {
      String[] figures = jvm.line().split(" ", -1);
      return new Start(Double.parseDouble(figures[0]), Long.parseLong(figures[1]));
    }
  }

  private static double megabytes(List<Path> jars) throws IOException {
    long sum = 0;
    for (Path jar : jars) {
      sum += Files.size(jar);
    }
    return sum / 1e6;
  }
}
