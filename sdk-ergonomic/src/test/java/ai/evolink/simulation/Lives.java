package ai.evolink.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Many lives, one after the other. */
final class Lives {
  private static final int SUBMITS = 5;
  private static final int REPORTED = 100_000;

  private final long first;
  private final int count;
  private final boolean batches;
  private long hash;
  private long sold;
  private long requests;
  private LongConsumer progress = lived -> {};

  /**
   * @param first the seed of the first life; each further one has the next seed
   * @param batches whether there are batches in them
   */
  Lives(long first, int count, boolean batches) {
    this.first = first;
    this.count = count;
    this.batches = batches;
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
      Life.Report report = life(seed);
      if (report.broken() != null) {
        return "Life " + (seed - first + 1) + ": " + report.broken() + "\n" + story(seed);
      }
      hash = hash * 31 + report.hash();
      sold += report.sold();
      requests += report.requests();
      long lived = seed - first + 1;
      if (lived % REPORTED == 0 && lived < count) {
        progress.accept(lived);
      }
    }
    return null;
  }

  private Life.Report life(long seed) {
    return Life.of(Script.of(seed, SUBMITS, batches, Set.of()), Set.of(), false);
  }

  private String story(long seed) {
    Life.Report shrunk = Shrinker.shrink(seed, SUBMITS, batches);
    return "To repeat it: -Dlives=1 -Dseed="
        + seed
        + "\nAs little as breaks a law:\n"
        + shrunk.script()
        + "\n  trouble: "
        + shrunk.troubles()
        + "\n"
        + String.join("\n", shrunk.events());
  }

  /**
   * Lives as many lives as the first argument says, from the seed that the second one says, and
   * with batches if there is a third one. Tells what it has reached after each hundred thousand.
   */
  public static void main(String... args) {
    int count = Integer.parseInt(args[0]);
    long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long busy = threads.getCurrentThreadCpuTime();
    Lives lives = new Lives(first, count, args.length > 2);
    lives.progress =
        lived ->
            System.out.printf(
                "%d lives from seed %d on Java %d: %d tasks bought, %d requests, hash %016x;"
                    + " %.0f lives per second, %.0f per second of CPU time%n",
                lived,
                first,
                Runtime.version().feature(),
                lives.sold,
                lives.requests,
                lives.hash,
                lived * 1e9 / (System.nanoTime() - start),
                lived * 1e9 / (threads.getCurrentThreadCpuTime() - busy));
    String broken = lives.live();
    if (broken != null) {
      System.out.println(broken);
      System.exit(1);
    }
    lives.progress.accept(count);
  }
}
