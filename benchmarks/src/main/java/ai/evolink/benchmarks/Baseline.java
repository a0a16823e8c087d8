package ai.evolink.benchmarks;

import java.io.File;

/**
 * Another build of this SDK, to compare with in the same run: the system property {@code baseline}
 * names its jars, as a class path.
 */
public final class Baseline {
  private static final String PROPERTY = "baseline";

  private Baseline() {}

  public static boolean isGiven() {
    return System.getProperty(PROPERTY) != null;
  }

  /** {@return the class path of these benchmarks, with the jars of the other build first} */
  public static String classPath() {
    return System.getProperty(PROPERTY)
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
