package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import ai.evolink.PollBudget;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives the client of a worker its part of the polls that all workers of the store may make: the
 * same for each that has a lease.
 */
final class PollShare implements AutoCloseable {
  /** As many seconds' worth at once after a quiet time as a client has by default. */
  private static final double BURST_SECONDS = 2.5;

  private final EvolinkClient evolink;
  private final Bulks bulks;
  private final Heartbeat heartbeat;
  private Optional<Double> share = Optional.empty();

  PollShare(EvolinkClient evolink, Bulks bulks, Duration lease) {
    this.evolink = evolink;
    this.bulks = bulks;
    take();
    this.heartbeat = Heartbeat.start(lease.dividedBy(3), this::take);
  }

  private synchronized void take() {
    Optional<Double> now = bulks.pollsOfAWorker();
    if (now.isPresent() && !now.equals(share)) {
      evolink.pollBudget(
          PollBudget.of(now.get(), (int) Math.max(1, Math.round(BURST_SECONDS * now.get()))));
    }
    share = now;
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
