package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What was submitted, oldest first, within bounds on the number and on the text kept. */
final class SubmissionLog {

  private static final long MAX_CHARS = 64L << 20;

  private final int max;
  private final ArrayDeque<Submission> entries = new ArrayDeque<>();
  private long chars;
  private long forgotten;

  SubmissionLog(int max) {
    this.max = max;
  }

  synchronized void add(Submission submission) {
    entries.add(submission);
    chars += submission.body().length();
    while (entries.size() > max || (chars > MAX_CHARS && entries.size() > 1)) {
      chars -= entries.remove().body().length();
      forgotten++;
    }
    notifyAll();
  }

  /** Waits until there are so many, and says what there is if they do not come. */
  synchronized List<Submission> await(int count, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (entries.size() < count) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "Expected submits: %d within %s, but there were %d: %s"
                .formatted(count, atMost, entries.size(), entries));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return snapshot();
  }

  synchronized void clear() {
    forgotten += entries.size();
    entries.clear();
    chars = 0;
  }

  synchronized List<Submission> snapshot() {
    return List.copyOf(entries);
  }

  /** A submit and its place in the order of all that were ever received, counted from 0. */
  record Numbered(long number, Submission submission) {}

  /** The last ones, newest first. */
  synchronized List<Numbered> latest(int most) {
    List<Numbered> latest = new ArrayList<>(Math.min(most, entries.size()));
    long number = received();
    Iterator<Submission> newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext() && latest.size() < most) {
      latest.add(new Numbered(--number, newestFirst.next()));
    }
    return latest;
  }

  /** The one with this number, unless it is forgotten. */
  synchronized Optional<Submission> numbered(long number) {
    long place = number - forgotten;
    return place < 0 ? Optional.empty() : entries.stream().skip(place).findFirst();
  }

  /** How many there have been, forgotten ones included. */
  synchronized long received() {
    return forgotten + entries.size();
  }
}
