package ai.evolink.spring.boot;

import ai.evolink.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what callbacks find until the application is ready: the first may come as soon as the
 * client is built. Thread-safe.
 */
final class FoundTasks implements Consumer<TaskHandle> {
  private final List<TaskHandle> early = new ArrayList<>();
  private @Nullable Consumer<TaskHandle> next;

  @Override
  public void accept(TaskHandle task) {
    Consumer<TaskHandle> ready;
    synchronized (this) {
      ready = next;
      if (ready == null) {
        early.add(task);
        return;
      }
    }
    ready.accept(task);
  }

  /** Passes what was found, and what will be, to {@code consumer}. */
  void passTo(Consumer<TaskHandle> consumer) {
    List<TaskHandle> found;
    synchronized (this) {
      next = consumer;
      found = List.copyOf(early);
      early.clear();
    }
    found.forEach(consumer);
  }
}
