package ai.evolink.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failed run says: one line, and the next step.
 *
 * @param facts for machines, by name, in order
 */
record Failure(ExitCode exit, String message, @Nullable String next, Map<String, Object> facts) {
  static Failure of(ExitCode exit, String message, @Nullable String next) {
    return new Failure(exit, message, next, Map.of());
  }

  Failure withNext(@Nullable String step) {
    return new Failure(exit, message, step, facts);
  }

  Failure withFact(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Failure(exit, message, next, more);
  }

  /** The document that {@code --json} puts on stderr. */
  Map<String, Object> toDocument() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", exit.label());
    error.put("exit", exit.number());
    error.put("message", message);
    if (next != null) {
      error.put("next", next);
    }
    error.putAll(facts);
    return Map.of("error", error);
  }
}
