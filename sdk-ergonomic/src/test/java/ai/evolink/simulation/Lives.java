package ai.evolink.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Many lives, one after the other. */
final class Lives {
  private static final int SUBMITS = 5;

  private final long first;
  private final int count;
  private long hash;
  private long sold;
  private long requests;

  /**
   * @param first the seed of the first life; each further one has the next seed
   */
  Lives(long first, int count) {
    this.first = first;
    this.count = count;
  }

  /** {@return how many tasks were bought} */
  long sold() {
    return sold;
  }

  /** {@return a number that is another one if anything in any of the lives has gone otherwise} */
  long hash() {
    return hash;
  }

  /** {@return what has happened in the first life that breaks a law; null if none does} */
  @Nullable String live() {
    for (long seed = first; seed < first + count; seed++) {
      Life.Report report = Life.of(Script.of(seed, SUBMITS, Set.of()), Set.of(), false);
      if (report.broken() != null) {
        return "Life " + (seed - first + 1) + ": " + report.broken() + "\n" + story(seed);
      }
      hash = hash * 31 + report.hash();
      sold += report.sold();
      requests += report.requests();
    }
    return null;
  }

  private static String story(long seed) {
    Life.Report shrunk = Shrinker.shrink(seed, SUBMITS);
    return "To repeat it: -Dsimulation.lives=1 -Dsimulation.seed="
        + seed
        + "\nAs little as breaks a law:\n"
        + shrunk.script()
        + "\n  trouble: "
        + shrunk.troubles()
        + "\n"
        + String.join("\n", shrunk.events());
  }

  /** Lives as many lives as the first argument says, from the seed that the second one says. */
  public static void main(String... args) {
    int count = Integer.parseInt(args[0]);
    long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Lives lives = new Lives(first, count);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long busy = threads.getCurrentThreadCpuTime();
    String broken = lives.live();
    if (broken != null) {
      System.out.println(broken);
      System.exit(1);
    }
    System.out.printf(
        "%d lives from seed %d on Java %d: %d tasks bought, %d requests, hash %016x;"
            + " %.0f lives per second, %.0f per second of CPU time%n",
        count,
        first,
        Runtime.version().feature(),
        lives.sold,
        lives.requests,
        lives.hash,
        count * 1e9 / (System.nanoTime() - start),
        count * 1e9 / (threads.getCurrentThreadCpuTime() - busy));
  }
}
