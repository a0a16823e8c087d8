package ai.evolink.benchmarks.calls;

import java.lang.management.ManagementFactory;

/**
 * From the first line of {@code main} to the first accepted task; prints milliseconds and classes.
 */
public final class ColdStart {
  private ColdStart() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Contender contender = Stage.contender(args[0], args[1]);
    contender.create();
    double millis = (System.nanoTime() - start) / 1e6;
    long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    System.out.println(millis + " " + classes);
    System.exit(0); // some contenders leave threads behind
  }
}
