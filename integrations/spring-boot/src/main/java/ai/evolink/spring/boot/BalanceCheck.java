package ai.evolink.spring.boot;

import ai.evolink.Balance;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the balance, which shows that the service answers and knows the key, and remembers the
 * answer: it counts as a call. Thread-safe; those who come while it is asked wait for the answer.
 */
final class BalanceCheck {
  /** An outage should not be shown for longer than it lasts. */
  private static final Duration FAILURE_LASTS = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One of the two is null. */
  record Answer(@Nullable Balance balance, @Nullable EvolinkException failure) {}

  private final EvolinkClient client;
  private final Duration timeToLive;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Answer last;
  private long until;

  BalanceCheck(EvolinkClient client, Duration timeToLive, LongSupplier nanoTime) {
    this.client = client;
    this.timeToLive = timeToLive;
    this.nanoTime = nanoTime;
  }

  Answer answer() {
    lock.lock();
    try {
      Answer known = last;
      if (known != null && nanoTime.getAsLong() - until < 0) {
        return known;
      }
      Answer asked = ask();
      last = asked;
      Duration lasts =
          asked.failure() != null && FAILURE_LASTS.compareTo(timeToLive) < 0
              ? FAILURE_LASTS
              : timeToLive;
      until = nanoTime.getAsLong() + lasts.toNanos();
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private Answer ask() {
    try {
      return new Answer(client.credits().balance().result(PATIENCE), null);
    } catch (EvolinkException e) {
      return new Answer(null, e);
    }
  }
}
