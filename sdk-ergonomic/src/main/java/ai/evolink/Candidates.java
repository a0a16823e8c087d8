package ai.evolink;

import ai.evolink.internal.submit.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks through the list of tasks for those that an uncertain submit may have bought. */
final class Candidates {
  private static final int MOST_PAGES = 20;
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

  private final TaskListing listing;
  private final Settlement settlement;
  private final JournalEntry entry;
  private final TaskQuery query;
  private final Set<String> seen = new HashSet<>();
  private final List<TaskSummary> found = new ArrayList<>();

  /** The page that is being read, so that it can be given up. */
  private volatile @Nullable CompletableFuture<?> reading;

  private volatile boolean cancelled;

  Candidates(TaskListing listing, Settlement settlement, JournalEntry entry) {
    this.listing = listing;
    this.settlement = settlement;
    this.entry = entry;
    // Not by model: the list names the model that was used, and an alias may have been asked for.
    TaskQuery.Builder builder = TaskQuery.builder();
    this.query = (entry.kind() == Kind.OTHER ? builder : builder.kind(entry.kind())).build();
  }

  CompletableFuture<List<TaskSummary>> start() {
    return from(1);
  }

  void cancel() {
    cancelled = true;
    CompletableFuture<?> current = reading;
    if (current != null) {
      current.cancel(true);
    }
  }

  private CompletableFuture<List<TaskSummary>> from(int number) {
    CompletableFuture<TaskPage> page = listing.read(query, number);
    reading = page;
    if (cancelled) {
      page.cancel(true);
    }
    return page.thenCompose(
        read -> {
          boolean reached = look(read.tasks());
          return reached || read.isLast() || number == MOST_PAGES
              ? CompletableFuture.completedFuture(nearestFirst())
              : from(number + 1);
        });
  }

  /** Whether the tasks of this page are as old as the submit, so that all others are older. */
  private boolean look(List<TaskSummary> tasks) {
    boolean reached = false;
    for (TaskSummary task : tasks) {
      Instant created = task.createdAt().orElse(null);
      reached |= created != null && settlement.isBefore(created, entry);
      if (!task.id().isEmpty()
          && seen.add(task.id())
          && settlement.mayBe(entry, task.id(), task.entry())) {
        found.add(task);
      }
    }
    return reached;
  }

  private List<TaskSummary> nearestFirst() {
    return found.stream()
        .sorted(
            Comparator.comparing(
                task ->
                    task.createdAt()
                        .map(time -> Duration.between(entry.intendedAt(), time).abs())
                        .orElse(LONGEST)))
        .toList();
  }
}
