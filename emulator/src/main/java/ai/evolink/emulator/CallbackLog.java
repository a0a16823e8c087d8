package ai.evolink.emulator;

import java.util.ArrayDeque;
import java.util.List;

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

  synchronized void clear() {
    entries.clear();
    chars = 0;
  }
}
