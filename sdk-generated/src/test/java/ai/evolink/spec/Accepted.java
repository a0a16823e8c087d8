package ai.evolink.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The breaking changes that are meant: one a line, as the report names it, and the reason. */
final class Accepted {
  private static final String BECAUSE = " -- ";

  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * Reads the file.
   *
   * @param lines empty ones and those that begin with # say nothing
   * @throws IllegalArgumentException if a line has no reason
   */
  static Accepted of(List<String> lines) {
    Accepted accepted = new Accepted();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int end = line.lastIndexOf(BECAUSE);
      if (end < 0 || line.substring(end + BECAUSE.length()).isBlank()) {
        throw new IllegalArgumentException(
            "Expected \"change" + BECAUSE + "reason\", but was \"" + line + "\"");
      }
      accepted.reasons.put(line.substring(0, end).trim(), line.substring(end + BECAUSE.length()));
    }
    return accepted;
  }

  boolean has(Change change) {
    return reasons.containsKey(change.what());
  }

  /** Entries that no breaking change needs: left over, or misspelt. */
  Set<String> without(List<Change> changes) {
    Set<String> idle = new TreeSet<>(reasons.keySet());
    changes.stream().filter(Change::breaking).map(Change::what).forEach(idle::remove);
    return idle;
  }

  /** The lines to add for changes that nobody has accepted yet. */
  static String proposal(List<Change> changes) {
    StringBuilder lines = new StringBuilder();
    changes.forEach(change -> lines.append(change.what()).append(BECAUSE).append("REASON\n"));
    return lines.toString();
  }
}
