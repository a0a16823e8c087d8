package ai.evolink.internal.poll;

import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.model.Task;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the answers about pending tasks have in common, which is all but the id, the time and the
 * progress: kept once, instead of once for each of a hundred thousand pending tasks. Guarded by the
 * lock of the timers.
 */
final class CommonAnswers {
  /** Answers of that many kinds are shared; of more kinds, those that came last. */
  private static final int CAPACITY = 64;

  private final Map<Task, Task> shared =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Task, Task> eldest) {
          return size() > CAPACITY;
        }
      };

  /** {@return what the answer has in common with others} */
  Task of(Task answer) {
    Task common = answer.toBuilder().id(null).created(null).progress(null).buildUnchecked();
    Task known = shared.putIfAbsent(common, common);
    return known == null ? common : known;
  }

  /** {@return the answer about {@code task} that had these parts} */
  static TaskSnapshot restored(
      Task common, TaskHandle task, @Nullable Long created, @Nullable Integer progress) {
    return Access.get()
        .snapshot(
            common.toBuilder().id(task.id()).created(created).progress(progress).buildUnchecked());
  }
}
