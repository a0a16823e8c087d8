package ai.evolink;

import ai.evolink.internal.submit.Settlement;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client can do about the entries of its journal. */
final class PurchaseActions {
  private final Settlement settlement;
  private final TaskWaits waits;
  private final Completions completions;
  private final Function<Kind, Generator<?>> generators;
  private final long earliest;

  /** Null unless the client allows experimental methods. */
  private final @Nullable TaskListing listing;

  /**
   * @param submitTimeout how long the call of an earlier process may have gone on
   */
  PurchaseActions(
      Settlement settlement,
      TaskWaits waits,
      Completions completions,
      Function<Kind, Generator<?>> generators,
      Duration submitTimeout,
      @Nullable TaskListing listing) {
    this.settlement = settlement;
    this.waits = waits;
    this.completions = completions;
    this.generators = generators;
    this.listing = listing;
    this.earliest = waits.continuations.timers().now() + Nanos.of(submitTimeout);
  }

  TaskFuture follow(TaskHandle task, WaitOptions options) {
    return waits.follow(task, options);
  }

  TaskFuture retry(JournalEntry entry, WaitOptions options) {
    if (!entry.state().mayBeRetried()) {
      throw new IllegalStateException(entry.key() + " cannot be retried: it is " + entry.state());
    }
    long left = earliest - waits.continuations.timers().now();
    if (entry.state() == JournalState.UNCERTAIN && entry.isOrphaned() && left > 0) {
      throw new IllegalStateException(
          entry.key()
              + " may still be under way, sent by a process that is gone. It can be retried in "
              + Durations.words(Duration.ofNanos(left)));
    }
    return generators.apply(entry.kind()).retry(entry, options);
  }

  EvolinkFuture<TaskHandle> accept(JournalEntry entry, String taskId) {
    return completions.publish(settlement.confirm(entry, taskId, "the caller"));
  }

  EvolinkFuture<List<TaskSummary>> candidates(JournalEntry entry) {
    if (listing == null) {
      throw new IllegalStateException(
          "candidates is experimental: call allowExperimental() on the client's builder first.");
    }
    if (entry.task().isPresent() || entry.state() == JournalState.INTENT) {
      throw new IllegalStateException(entry.key() + " needs no candidates: it is " + entry.state());
    }
    Candidates search = new Candidates(listing, settlement, entry);
    return completions.publish(search.start(), search::cancel);
  }

  void giveUp(JournalEntry entry) {
    settlement.journal().giveUp(entry.key());
  }

  void markSaved(JournalEntry entry) {
    entry.task().ifPresent(task -> settlement.journal().saved(task.id()));
  }
}
