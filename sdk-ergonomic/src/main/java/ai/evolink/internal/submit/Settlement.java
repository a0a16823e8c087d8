package ai.evolink.internal.submit;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.model.TaskListEntry;
import ai.evolink.model.TaskType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the task of a submit whose answer was lost, by what a callback or a caller says. That is
 * only a hint: the task counts as bought by the submit if the service says that it has the same
 * medium and model, is not older than the submit, and no other submit has bought it.
 */
public final class Settlement {
  /** How far the clocks of the service and of this machine may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final TaskJournal journal;
  private final PurchaseMemory memory;
  private final Function<String, CompletableFuture<TaskSnapshot>> query;
  private final Executor executor;
  private final AcceptedTasks accepted;
  private final Consumer<TaskHandle> unclaimed;

  /**
   * @param query reads a task
   * @param executor runs what writes to the journal and calls hooks
   * @param unclaimed is told of tasks that were found
   */
  public Settlement(
      PurchaseMemory memory,
      Function<String, CompletableFuture<TaskSnapshot>> query,
      Executor executor,
      AcceptedTasks accepted,
      Consumer<TaskHandle> unclaimed) {
    this.memory = memory;
    this.journal = memory.journal();
    this.query = query;
    this.executor = executor;
    this.accepted = accepted;
    this.unclaimed = unclaimed;
  }

  public TaskJournal journal() {
    return journal;
  }

  /**
   * A genuine callback has come for a task that no submit of this process is known to have bought.
   *
   * @param taskId the id in its body; null if it had none
   * @param watched whether a wait of this process asks about a task already
   */
  public void callback(String token, @Nullable String taskId, Predicate<String> watched) {
    JournalEntry entry = quietly(() -> journal.byCallback(token).orElse(null));
    if (entry == null) { // perhaps another process with the same key has submitted it
      Log.LOGGER.log(Level.DEBUG, "A callback has come for a submit that is not known here.");
      return;
    }
    if (taskId == null) {
      return;
    }
    if (names(entry, taskId)) {
      if (entry.state() == JournalState.ACCEPTED && !watched.test(taskId)) {
        // The process that waits for it reads in the journal how it has ended.
        Unwrapping.whenDone(query.apply(taskId), (task, failure) -> {});
      }
      return;
    }
    quietly(
        () -> {
          journal.hinted(entry.key(), taskId);
          return null;
        });
    if (entry.state() != JournalState.INTENT) { // else its own answer may still come
      confirmAndLog(entry, taskId, "a callback");
    }
  }

  /**
   * The answer to a submit of this process was lost.
   *
   * @param told the task that a callback has named in the meantime; null if none has
   */
  void answerLost(Attempt attempt, Throwable failure, @Nullable String told) {
    quietly(
        () -> {
          memory.uncertain(attempt, failure);
          return null;
        });
    JournalEntry entry = quietly(() -> journal.find(attempt.key()).orElse(null));
    if (entry != null && told != null) {
      confirmAndLog(entry, told, "a callback");
    }
  }

  /** Confirms what callbacks have told an earlier process that had no time to ask. */
  public void resume() {
    List<JournalEntry> hinted = new ArrayList<>();
    journal.forEach(
        Set.of(JournalState.UNCERTAIN),
        entry -> {
          if (entry.hint().isPresent()) {
            hinted.add(entry);
          }
        });
    hinted.forEach(entry -> confirmAndLog(entry, entry.hint().orElseThrow(), "a callback"));
  }

  private void confirmAndLog(JournalEntry entry, String taskId, String who) {
    Unwrapping.whenDone(
        confirm(entry, taskId, who),
        (task, failure) -> {
          if (failure != null) {
            Log.LOGGER.log(
                Level.WARNING,
                entry.key()
                    + " stays uncertain, although "
                    + who
                    + " names task "
                    + OneLine.of(taskId, 100)
                    + ": "
                    + failure.getMessage());
          }
        });
  }

  /**
   * Asks the service for the task, and records it as bought by {@code entry} if it fits.
   *
   * @param who has named the task, for the log
   * @return fails with {@link IllegalArgumentException} if the task does not fit
   */
  public CompletableFuture<TaskHandle> confirm(JournalEntry entry, String taskId, String who) {
    return query.apply(taskId).thenApplyAsync(seen -> settle(entry, taskId, seen, who), executor);
  }

  private TaskHandle settle(JournalEntry entry, String taskId, TaskSnapshot seen, String who) {
    String misfit = misfit(entry, taskId, seen);
    if (misfit != null) {
      throw new CompletionException(
          new IllegalArgumentException(
              "Task "
                  + OneLine.of(taskId, 100)
                  + " is not that of "
                  + entry.key()
                  + ": "
                  + misfit));
    }
    TaskHandle found =
        Access.get()
            .ordered(
                Access.get()
                    .accepted(
                        taskId,
                        entry.kind(),
                        entry.intendedAt(),
                        entry.model(),
                        seen.estimatedTime().orElse(null),
                        seen.status()),
                entry.orderId().orElse(null),
                false,
                null);
    boolean twice = entry.task().isPresent() || entry.state() != JournalState.UNCERTAIN;
    journal.accepted(entry.key(), found, null);
    Log.LOGGER.log(
        twice ? Level.ERROR : Level.INFO,
        twice
            ? entry.key()
                + " was bought twice: "
                + who
                + " names "
                + found
                + ", and the attempt was "
                + entry.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + entry.task().map(task -> " as " + task).orElse("")
                + "."
            : entry.key() + " is settled: " + who + " names " + found + ".");
    accepted.tell(found);
    AcceptedTasks.tell(unclaimed, "onUnclaimed", found);
    return found;
  }

  private @Nullable String misfit(JournalEntry entry, String taskId, TaskSnapshot seen) {
    TaskType type = seen.task().type();
    return misfit(
        entry,
        taskId,
        seen.model().orElse(null),
        type == null ? null : type.value(),
        seen.task().created());
  }

  /** Whether a task of the list may be the one that {@code entry} has bought. */
  public boolean mayBe(JournalEntry entry, String taskId, TaskListEntry listed) {
    TaskType type = listed.type();
    return misfit(
            entry, taskId, listed.model(), type == null ? null : type.value(), listed.createdAt())
        == null;
  }

  private @Nullable String misfit(
      JournalEntry entry,
      String taskId,
      @Nullable String model,
      @Nullable String type,
      @Nullable Long created) {
    JournalEntry owner = journal.byTask(taskId).orElse(null);
    if (owner != null && !owner.key().equals(entry.key())) {
      return "it is that of " + owner.key();
    }
    if (model != null && !ModelIds.same(model, entry.model())) {
      return "its model is " + OneLine.of(model, 100) + ", not " + entry.model();
    }
    if (type != null && entry.kind() != Kind.OTHER && !type.equalsIgnoreCase(entry.kind().name())) {
      return "it makes " + OneLine.of(type, 40) + ", not " + entry.kind();
    }
    if (created != null
        && Math.abs(created) <= Instant.MAX.getEpochSecond()
        && isBefore(Instant.ofEpochSecond(created), entry)) {
      return "it was made before, at " + Instant.ofEpochSecond(created);
    }
    return null;
  }

  /** Whether a task of that time is older than the submit, whatever the clocks. */
  public boolean isBefore(Instant created, JournalEntry entry) {
    return created.isBefore(entry.intendedAt().minus(SKEW));
  }

  private static boolean names(JournalEntry entry, String taskId) {
    return entry.task().map(task -> task.id().equals(taskId)).orElse(false)
        || entry.otherTasks().contains(taskId);
  }

  /** What the journal throws here must not reach a web server, nor the future of a submit. */
  private static <T> @Nullable T quietly(Supplier<@Nullable T> access) {
    try {
      return access.get();
    } catch (RuntimeException e) {
      Log.LOGGER.log(Level.WARNING, "The journal could not be used to settle a submit.", e);
      return null;
    }
  }
}
