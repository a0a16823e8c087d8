package ai.evolink.internal.submit;

import ai.evolink.JournalState;
import ai.evolink.TaskJournal;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import ai.evolink.model.TaskStatus;
import java.lang.System.Logger.Level;

/**
 * Tells the journal how tasks have ended and whether their results were saved. What cannot be
 * written costs a query in the next process, and is no reason to fail a wait or a download.
 */
public final class Endings {
  private final TaskJournal journal;
  private final boolean remembersOnlyDoubts;

  /**
   * @param remembersOnlyDoubts whether the journal is to forget tasks that have ended
   */
  public Endings(TaskJournal journal, boolean remembersOnlyDoubts) {
    this.journal = journal;
    this.remembersOnlyDoubts = remembersOnlyDoubts;
  }

  /** A task was seen; does nothing unless it has ended. */
  public void seen(String taskId, TaskSnapshot task) {
    if (task.isTerminal()) {
      quietly(
          taskId,
          () -> {
            journal.ended(taskId, stateOf(task.status()), SpendMeter.cost(task.task()));
            if (remembersOnlyDoubts) {
              journal.saved(taskId);
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
