package ai.evolink.cli;

import ai.evolink.TaskSnapshot;
import ai.evolink.model.TaskCost;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskUsage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as {@code --json} shows it: the same fields always, null where there is nothing to say.
 */
final class TaskDocument {
  private TaskDocument() {}

  static Map<String, @Nullable Object> of(TaskSnapshot task, List<Path> files) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", task.id());
    document.put("model", task.model().orElse(null));
    document.put("status", task.status().value());
    document.put("progress", task.progress().isPresent() ? task.progress().getAsInt() : null);
    document.put("results", task.results());
    if (!task.unusableResults().isEmpty()) {
      document.put("unusable_results", task.unusableResults());
    }
    document.put("files", files.stream().map(Path::toString).toList());
    document.put("credits", credits(task.task().usage()));
    document.put("error", task.error().map(TaskDocument::error).orElse(null));
    return document;
  }

  private static @Nullable BigDecimal credits(@Nullable TaskUsage usage) {
    if (usage == null || usage.creditsUsed() != null) {
      return usage == null ? null : usage.creditsUsed();
    }
    TaskCost cost = usage.cost();
    return cost == null ? null : cost.credits();
  }

  private static Map<String, @Nullable Object> error(TaskError error) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("code", error.code());
    document.put("message", error.message());
    return document;
  }
}
