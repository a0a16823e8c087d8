package ai.evolink.benchmarks;

/** The circumstances that a figure depends on. */
final class Machine {
  private Machine() {}

  static String describe() {
    Runtime runtime = Runtime.getRuntime();
    return "JDK "
        + System.getProperty("java.vm.version")
        + ", "
        + runtime.availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }
}
