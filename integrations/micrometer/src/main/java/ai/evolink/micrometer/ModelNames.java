package ai.evolink.micrometer;

import ai.evolink.ModelCatalog;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the names of models few enough for tags. Those of the catalogue are told as they are. Any
 * other may have come from anywhere, so it is told only once the service has taken it, and only
 * until there are as many as are allowed.
 */
final class ModelNames {
  static final int DEFAULT_LIMIT = 50;
  static final String OTHER = "other";
  static final String NONE = "none";

  private final int limit;
  private final Set<String> taken = new HashSet<>();

  ModelNames(int limit) {
    this.limit = limit;
  }

  static int checked(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "Expected maxUnlistedModels of at least 0, but was " + limit);
    }
    return limit;
  }

  /** {@return what a tag says for {@code model}, of which null is an unknown one} */
  String of(@Nullable String model) {
    if (model == null || model.isBlank()) {
      return NONE;
    }
    return isListed(model) || isTaken(model) ? model : OTHER;
  }

  /** Lets {@code model} have a name of its own, if there is room. */
  void take(@Nullable String model) {
    if (model != null && !model.isBlank() && !isListed(model)) {
      synchronized (taken) {
        if (taken.size() < limit) {
          taken.add(model);
        }
      }
    }
  }

  private static boolean isListed(String model) {
    return ModelCatalog.get().find(model).isPresent();
  }

  private boolean isTaken(String model) {
    synchronized (taken) {
      return taken.contains(model);
    }
  }
}
