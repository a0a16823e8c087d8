package ai.evolink.benchmarks;

/** The ways of waiting that are weighed. */
enum Candidate {
  FLOOR("future that is its own timer node (floor)"),
  SCHEDULED("CompletableFuture + ScheduledThreadPoolExecutor"),
  AWS("AWS SDK v2 AsyncWaiter"),
  EVOLINK("**this SDK**, before the first poll"),
  EVOLINK_LISTENED("**this SDK**, with a progress listener"),
  EVOLINK_POLLED("**this SDK**, polled once: last answer and trace kept"),
  EVOLINK_POLLING("**this SDK**, all due, polled at the default 20/s"),
  GAX("gax OperationFuture"),
  FAILSAFE("Failsafe getStageAsync"),
  AZURE("Azure PollerFlux"),
  VIRTUAL("virtual thread that sleeps (JDK 25)");

  private final String title;

  Candidate(String title) {
    this.title = title;
  }

  PendingWaiter create() {
    return switch (this) {
      case FLOOR -> new FloorWaits();
      case SCHEDULED -> new ScheduledWaits();
      case AWS -> new AwsWaits();
      case EVOLINK -> EvolinkWaits.untilFirstPoll();
      case EVOLINK_LISTENED -> EvolinkWaits.listened();
      case EVOLINK_POLLED -> EvolinkWaits.polled();
      case EVOLINK_POLLING -> EvolinkWaits.polling();
      case GAX -> new GaxWaits();
      case FAILSAFE -> new FailsafeWaits();
      case AZURE -> new AzureWaits();
      case VIRTUAL -> new VirtualThreadWaits();
    };
  }

  /** How many threads are left once all is quiet: 6 of the JVM, and one that watches the clock. */
  int threadsAtRest() {
    return switch (this) {
      case EVOLINK_POLLING -> 9;
      case AZURE, VIRTUAL -> 8;
      default -> 7;
    };
  }

  /** Whether it is a way of this SDK. */
  boolean isOurs() {
    return name().startsWith("EVOLINK");
  }

  boolean needsVirtualThreads() {
    return this == VIRTUAL;
  }

  @Override
  public String toString() {
    return title;
  }
}
