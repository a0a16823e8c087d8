package ai.evolink.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Live heap and threads per pending wait, one child JVM for each candidate and size. */
final class PendingWaits {
  /** Names the home of a JDK of 21 or later, for the row about virtual threads. */
  private static final String NEW_JDK = "JAVA25_HOME";

  /** Without thread-local buffers, which count as used in full, the figures repeat to the byte. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UseTLAB", "-Xms1g", "-Xmx4g");

  private static final String OWN = System.getProperty("java.class.path");
  private static final int SMALL = 10_000;
  private static final int LARGE = 100_000;

  private PendingWaits() {}

  static void run() throws IOException {
    System.out.println(
        "Live heap per wait, the task's id (72 B) included, and threads in the whole JVM.\n");
    Table table = new Table("waiter", "B at 10,000", "B at 100,000", "threads at 100,000");
    for (Candidate candidate : Candidate.values()) {
      Optional<Path> jdk = jdkFor(candidate);
      if (jdk.isEmpty()) {
        System.err.println("Left out: " + candidate + ". Set " + NEW_JDK + " to run it.");
        continue;
      }
      weigh(table, candidate.toString(), jdk.get(), OWN, candidate);
      if (Baseline.isGiven() && candidate.isOurs()) {
        weigh(table, candidate + ", another build", jdk.get(), Baseline.classPath(), candidate);
      }
    }
  }

  private static void weigh(
      Table table, String title, Path jdk, String classPath, Candidate candidate)
      throws IOException {
    HeapProbe.Found small = probe(jdk, classPath, candidate, SMALL);
    HeapProbe.Found large = probe(jdk, classPath, candidate, LARGE);
    table.row(title, small.bytesPerWait(), large.bytesPerWait(), large.threads());
    System.err.println(title + ": " + large.names());
  }

  private static HeapProbe.Found probe(Path jdk, String classPath, Candidate candidate, int count)
      throws IOException {
    try (ChildJvm child =
        ChildJvm.start(
            jdk,
            classPath,
            OPTIONS,
            HeapProbe.class,
            candidate.name().toLowerCase(Locale.ROOT),
            Integer.toString(count))) {
      String line = child.line();
      if (line == null) {
        throw new IOException("No answer from the child JVM that weighs " + candidate);
      }
      return HeapProbe.Found.parse(line);
    }
  }

  private static Optional<Path> jdkFor(Candidate candidate) {
    if (!candidate.needsVirtualThreads() || Runtime.version().feature() >= 21) {
      return Optional.of(ChildJvm.ownJdk());
    }
    String home = System.getenv(NEW_JDK);
    return Optional.ofNullable(home).map(Path::of).filter(Files::isDirectory);
  }
}
