package ai.evolink.internal.poll;

import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Interner;
import ai.evolink.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the answers about pending tasks have in common, which is all but the id, the time and the
 * progress: kept once, instead of once for each of a hundred thousand pending tasks. Guarded by the
 * lock of the timers.
 */
final class CommonAnswers {
  private final Interner<Task> shared = new Interner<>();

  /** {@return what the answer has in common with others} */
  Task of(Task answer) {
    return shared.intern(answer.toBuilder().id(null).created(null).progress(null).buildUnchecked());
  }

  /** {@return the answer about {@code task} that had these parts} */
  static TaskSnapshot restored(
      Task common, TaskHandle task, @Nullable Long created, @Nullable Integer progress) {
    return Access.get()
        .snapshot(
            common.toBuilder().id(task.id()).created(created).progress(progress).buildUnchecked());
  }
}
