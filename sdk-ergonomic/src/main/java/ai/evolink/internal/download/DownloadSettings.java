package ai.evolink.internal.download;

import ai.evolink.WaitClock;
import ai.evolink.internal.time.Randomness;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The limits and the collaborators of downloads.
 *
 * @param maxBytes the size of the largest file that is downloaded
 * @param timeout the timeout of one file, all attempts included
 * @param privateAllowed whether links may lead into private networks
 * @param unmeasuredAllowed whether a file may end with its connection, without an announced length
 * @param clock the clock of the machine, because connections use no other
 * @param random provides jitter and names of partial files
 */
public record DownloadSettings(
    long maxBytes,
    Duration timeout,
    boolean privateAllowed,
    boolean unmeasuredAllowed,
    WaitClock clock,
    Randomness random) {
  public static final long MAX_BYTES = 2L << 30;
  public static final Duration TIMEOUT = Duration.ofHours(1);

  RandomGenerator jitter() {
    return random.jitter();
  }
}
