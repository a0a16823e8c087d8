package ai.evolink.bulk;

import ai.evolink.Generation;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stores the results of items. Called on several threads at once, and once for each completed task,
 * but again if it throws or if its process ends before it has returned; so it must be able to store
 * the same twice.
 */
@FunctionalInterface
public interface ResultSink {
  /**
   * Stores what was made.
   *
   * @return where it is, for people; null if there is nothing to tell
   * @throws Exception whatever goes wrong; it is tried again later
   */
  @Nullable String store(BulkOrder order, Generation made) throws Exception;

  /**
   * {@return a sink that saves each result into {@code folder}, named after the key of its item}
   * The folder is created. An item with several results has the number of each in its name.
   */
  static ResultSink folder(Path folder) {
    return new FolderSink(Objects.requireNonNull(folder, "folder"));
  }
}
