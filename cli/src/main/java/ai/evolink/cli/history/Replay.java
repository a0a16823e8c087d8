package ai.evolink.cli.history;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.util.List;

/** Copies an entry of one journal into another, step by step, as it had come to be. */
final class Replay {
  private Replay() {}

  static void into(TaskJournal journal, JournalEntry entry) {
    JournalEntry.Key key = entry.key();
    JournalEntry intent =
        entry.toBuilder()
            .state(JournalState.INTENT)
            .ordered(true)
            .task(null)
            .otherTasks(List.of())
            .creditsReserved(null)
            .creditsUsed(null)
            .detail(null)
            .build();
    if (journal.intend(intent).isPresent()) {
      return; // it is there, from a copy that was not finished
    }
    TaskHandle task = entry.task().orElse(null);
    if (task != null) {
      journal.accepted(key, task, entry.creditsReserved().orElse(null));
      if (entry.state().hasEnded()) {
        journal.ended(task.id(), entry.state(), entry.creditsUsed().orElse(null));
      }
      if (entry.isSaved()) {
        journal.saved(task.id());
      }
    } else if (entry.state() != JournalState.INTENT) {
      journal.uncertain(key, entry.detail().orElse("nobody has heard its answer"));
      if (entry.state() == JournalState.GIVEN_UP) {
        journal.giveUp(key);
      }
    }
  }
}
