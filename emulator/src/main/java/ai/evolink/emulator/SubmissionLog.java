package ai.evolink.emulator;

import java.util.ArrayDeque;
import java.util.List;

/** What was submitted, oldest first, within bounds on the number and on the text kept. */
final class SubmissionLog {

  private static final long MAX_CHARS = 64L << 20;

  private final int max;
  private final ArrayDeque<Submission> entries = new ArrayDeque<>();
  private long chars;

  SubmissionLog(int max) {
    this.max = max;
  }

  synchronized void add(Submission submission) {
    entries.add(submission);
    chars += submission.body().length();
    while (entries.size() > max || (chars > MAX_CHARS && entries.size() > 1)) {
      chars -= entries.remove().body().length();
    }
    notifyAll();
  }

  synchronized void clear() {
    entries.clear();
    chars = 0;
  }

  synchronized List<Submission> snapshot() {
    return List.copyOf(entries);
  }
}
