package ai.evolink.emulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tasks by id. When there are too many, the oldest are forgotten, as expired ones are. */
final class TaskStore {

  private final int max;
  private final Map<String, Task> byId = new ConcurrentHashMap<>();
  private final ArrayDeque<Task> byAge = new ArrayDeque<>();

  TaskStore(int max) {
    this.max = max;
  }

  static String newId(Instant now) {
    return "task-unified-" + now.getEpochSecond() + "-" + RandomText.of(8);
  }

  void add(Task task) {
    byId.put(task.id(), task);
    synchronized (byAge) {
      byAge.add(task);
      while (byAge.size() > max) {
        byId.remove(byAge.remove().id());
      }
    }
  }

  Optional<Task> get(String id) {
    @Nullable Task task = byId.get(id);
    return Optional.ofNullable(task);
  }
}
