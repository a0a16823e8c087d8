package ai.evolink.cli;

import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at bulks while a worker is at work, until they are done or the command is stopped. */
final class BulkWatch {
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** To count a million items takes seconds: the database shall not be busy with that. */
  private static final int REST = 20;

  private static final long GRACE_SECONDS = 10;

  private final Cli cli;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile Map<Bulk, BulkProgress> last = Map.of();

  BulkWatch(Cli cli) {
    this.cli = cli;
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** {@return what was seen last} */
  Map<Bulk, BulkProgress> last() {
    return last;
  }

  /**
   * Returns when nothing happens any more without a decision, or the command is stopped.
   *
   * @param forever whether only the latter counts
   */
  void watch(Supplier<List<Bulk>> bulks, boolean forever) {
    try (BulkBar bar = cli.console().bulkProgress()) {
      while (true) {
        long began = System.nanoTime();
        Map<Bulk, BulkProgress> seen = new LinkedHashMap<>();
        bulks.get().forEach(bulk -> seen.put(bulk, bulk.progress()));
        last = seen;
        bar.show(seen.values());
        if (!forever && seen.values().stream().allMatch(BulkWatch::isDone)) {
          return;
        }
        long pause = Math.max(SHORTEST_NANOS, (System.nanoTime() - began) * REST);
        if (stopped.await(pause, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a pause holds back is not done: somebody ends the pause. */
  private static boolean isDone(BulkProgress progress) {
    long underWay = progress.count(BulkState.INTENT) + progress.count(BulkState.ACCEPTED);
    boolean waiting = progress.count(BulkState.NEW) > 0;
    return underWay == 0 && (!waiting || (progress.isStoppedByLimit() && !progress.isPaused()));
  }

  /** Called when all is closed. */
  void leave() {
    left.countDown();
  }

  /** The process is being stopped: the worker takes on nothing more, and leaves its waits. */
  void interrupt() {
    cli.console().takeLastWord();
    stopped.countDown();
    try {
      boolean unused = left.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    StringBuilder words = new StringBuilder();
    last.forEach(
        (bulk, progress) ->
            words.append(' ').append(bulk.name()).append(": ").append(Bulks.words(progress)));
    cli.console()
        .fail(
            Failure.of(
                ExitCode.INTERRUPTED,
                "Stopped." + words,
                "Other workers go on, and so does the same command."));
  }
}
