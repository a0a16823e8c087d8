package ai.evolink.internal.submit;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskJournal;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import ai.evolink.model.TaskStatus;
import java.lang.System.Logger.Level;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a client remembers of its purchases: in the journal that it was given; without one, only
 * what is uncertain, in the memory of the process, so that a callback can settle it.
 *
 * <p>How tasks have ended is written where possible. What cannot be written costs a query in the
 * next process, and is no reason to fail a wait or a download.
 */
public final class PurchaseMemory {
  private final TaskJournal journal;
  private final boolean given;
  private boolean open;

  /**
   * @param given the journal of the client's builder; null to remember only what is uncertain
   */
  public PurchaseMemory(@Nullable TaskJournal given) {
    this.given = given != null;
    this.journal = given != null ? given : TaskJournal.inMemory();
  }

  public TaskJournal journal() {
    return journal;
  }

  /** Remembers an attempt that has become uncertain, if it was not told before. */
  void uncertain(Attempt attempt, Throwable failure) {
    if (!given) {
      JournalEntry entry = attempt.entry();
      journal.intend(entry);
      journal.uncertain(entry.key(), Attempt.detail(failure));
    }
  }

  public synchronized void open(URI service) {
    journal.open(service);
    open = true;
  }

  /** Does nothing unless {@link #open} has succeeded. */
  public synchronized void close() {
    if (open) {
      open = false;
      journal.close();
    }
  }

  /** A task was seen; does nothing unless it has ended. */
  public void seen(String taskId, TaskSnapshot task) {
    if (task.isTerminal()) {
      quietly(
          taskId,
          () -> {
            journal.ended(taskId, stateOf(task.status()), SpendMeter.finalCost(task));
            if (!given) {
              journal.saved(taskId); // it is uncertain no more, and that is all that counts here
            }
          });
    }
  }

  /** All files of a task were saved. */
  public void saved(String taskId) {
    quietly(taskId, () -> journal.saved(taskId));
  }

  private static JournalState stateOf(TaskStatus status) {
    if (TaskStatus.COMPLETED.equals(status)) {
      return JournalState.COMPLETED;
    }
    return TaskStatus.FAILED.equals(status) ? JournalState.FAILED : JournalState.CANCELLED;
  }

  private static void quietly(String taskId, Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException e) {
      Log.LOGGER.log(
          Level.WARNING, "The journal could not record the end of task " + OneLine.of(taskId), e);
    }
  }
}
