package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What events make of an entry. Each may come late or twice, and none loses a task. */
final class Entries {
  private Entries() {}

  static void requireIntent(JournalEntry entry) {
    if (entry.state() != JournalState.INTENT) {
      throw new IllegalArgumentException("state must be INTENT, but was " + entry.state());
    }
  }

  static JournalEntry accepted(JournalEntry entry, TaskHandle task, @Nullable BigDecimal reserved) {
    TaskHandle known = entry.task().orElse(null);
    if (known == null) {
      JournalEntry.Builder bought = entry.toBuilder().task(task).creditsReserved(reserved);
      return isOver(entry) ? bought.build() : bought.state(JournalState.ACCEPTED).build();
    }
    if (known.equals(task) || entry.otherTasks().contains(task.id())) {
      return entry;
    }
    List<String> others = new ArrayList<>(entry.otherTasks());
    others.add(task.id());
    return entry.toBuilder().otherTasks(others).build();
  }

  /** A task that turns up for an attempt that was replaced or given up changes nothing but that. */
  private static boolean isOver(JournalEntry entry) {
    return entry.state() == JournalState.RETRIED || entry.state() == JournalState.GIVEN_UP;
  }

  static JournalEntry uncertain(JournalEntry entry, String detail) {
    return entry.state() == JournalState.INTENT
        ? entry.toBuilder().state(JournalState.UNCERTAIN).detail(detail).build()
        : entry;
  }

  static JournalEntry ended(
      JournalEntry entry, String taskId, JournalState state, @Nullable BigDecimal used) {
    boolean its = entry.task().map(task -> task.id().equals(taskId)).orElse(false);
    return its && entry.state() == JournalState.ACCEPTED
        ? entry.toBuilder().state(state).creditsUsed(used).build()
        : entry;
  }

  static JournalEntry saved(JournalEntry entry, String taskId) {
    boolean its = entry.task().map(task -> task.id().equals(taskId)).orElse(false);
    return its ? entry.toBuilder().saved(true).build() : entry;
  }

  static JournalEntry givenUp(JournalEntry entry) {
    return entry.state() == JournalState.UNCERTAIN
        ? entry.toBuilder().state(JournalState.GIVEN_UP).build()
        : entry;
  }

  /** {@return whether an attempt may be forgotten by the one who knows that it bought nothing} */
  static boolean mayBeRefused(JournalEntry entry) {
    return entry.task().isEmpty()
        && (entry.state() == JournalState.INTENT || entry.state() == JournalState.UNCERTAIN);
  }

  /**
   * An attempt whose replacement has bought nothing. Whether its task had failed is found out anew.
   */
  static JournalEntry reinstated(JournalEntry entry, JournalEntry replacement) {
    return entry.toBuilder()
        .state(entry.task().isPresent() ? JournalState.ACCEPTED : JournalState.UNCERTAIN)
        .body(replacement.body().orElse(null))
        .build();
  }

  /** {@return what an entry counts for its ledger; null if nobody knows} */
  static @Nullable BigDecimal cost(JournalEntry entry) {
    return entry.creditsUsed().or(entry::creditsReserved).or(entry::creditsMost).orElse(null);
  }

  static boolean mayBePurged(JournalEntry entry) {
    return switch (entry.state()) {
      case INTENT, UNCERTAIN, ACCEPTED -> false;
      case COMPLETED -> entry.isSaved();
      case FAILED, CANCELLED, RETRIED, GIVEN_UP -> true;
    };
  }
}
