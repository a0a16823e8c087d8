package ai.evolink.emulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
    synchronized (byAge) {
      byId.put(task.id(), task);
      byAge.add(task);
      while (byAge.size() > max) {
        byId.remove(byAge.remove().id());
      }
    }
  }

  /** The newest tasks, the newest first. */
  List<Task> newest(int limit) {
    List<Task> found = new ArrayList<>();
    synchronized (byAge) {
      Iterator<Task> newest = byAge.descendingIterator();
      while (newest.hasNext() && found.size() < limit) {
        found.add(newest.next());
      }
    }
    return found;
  }

  /** How many tasks stand where. */
  Map<String, Integer> countByStatus(Instant now) {
    Map<String, Integer> counts = new TreeMap<>();
    byId.values().forEach(task -> counts.merge(task.at(now).status(), 1, Integer::sum));
    return counts;
  }

  int size() {
    return byId.size();
  }

  /** A task that is so, if there is one. */
  Optional<Task> find(Predicate<Task> condition) {
    return byId.values().stream().filter(condition).findFirst();
  }

  /** How many tasks are so. */
  int count(Predicate<Task> condition) {
    return (int) byId.values().stream().filter(condition).count();
  }

  /** Forgets a task, as if it had expired. */
  void remove(Task task) {
    task.forget();
    byId.remove(task.id());
    synchronized (byAge) {
      byAge.remove(task);
    }
  }

  void clear() {
    synchronized (byAge) {
      byAge.forEach(Task::forget);
      byAge.clear();
      byId.clear();
    }
  }

  Optional<Task> get(String id) {
    @Nullable Task task = byId.get(id);
    return Optional.ofNullable(task);
  }
}
