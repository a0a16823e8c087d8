package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.time.Effects;
import ai.evolink.model.TaskStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/** Logs each status that this SDK does not know, once. Guarded by the lock of the timers. */
public final class UnknownStatuses {
  private static final int MAX_LOGGED = 100;

  private final Logger log;
  private final Set<TaskStatus> logged = new HashSet<>();

  UnknownStatuses(Logger log) {
    this.log = log;
  }

  void log(TaskSnapshot snapshot, Effects effects) {
    TaskStatus status = snapshot.status();
    if (TaskStatus.known().contains(status) || logged.size() == MAX_LOGGED || !logged.add(status)) {
      return;
    }
    String line = OneLine.of(status.value(), 80);
    effects.add(
        () ->
            log.log(
                Level.WARNING,
                "Task {0} has a status that this SDK does not know, \"{1}\"; the wait goes on.",
                OneLine.of(snapshot.id(), 200),
                line));
  }
}
