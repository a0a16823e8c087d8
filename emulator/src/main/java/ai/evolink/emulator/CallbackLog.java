package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What became of callbacks, oldest first, within bounds on the number and on the text kept. */
final class CallbackLog {

  private static final int MAX = 10_000;
  private static final long MAX_CHARS = 16L << 20;

  private final ArrayDeque<CallbackDelivery> entries = new ArrayDeque<>();
  private long chars;

  synchronized void add(CallbackDelivery delivery) {
    entries.add(delivery);
    chars += delivery.body().length();
    while (entries.size() > MAX || (chars > MAX_CHARS && entries.size() > 1)) {
      chars -= entries.remove().body().length();
    }
    notifyAll();
  }

  synchronized List<CallbackDelivery> snapshot() {
    return List.copyOf(entries);
  }

  /** What was sent about these tasks, oldest first. */
  synchronized Map<String, List<CallbackDelivery>> about(Set<String> taskIds) {
    return entries.stream()
        .filter(delivery -> taskIds.contains(delivery.taskId()))
        .collect(Collectors.groupingBy(CallbackDelivery::taskId));
  }

  /** Waits until there are so many, and says what there is if they do not come. */
  synchronized List<CallbackDelivery> await(int count, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (entries.size() < count) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "Expected callbacks: %d within %s, but there were %d: %s"
                .formatted(count, atMost, entries.size(), entries));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return snapshot();
  }

  synchronized void clear() {
    entries.clear();
    chars = 0;
  }
}
