package ai.evolink.drift;

import ai.evolink.spec.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the sources dispute, and which differences from pages are therefore meant. */
final class Disputes {
  private static final List<String> PARTS = List.of("subject", "sources", "spec");

  /** Subjects by the lines that they allow; a star stands for any text. */
  private final Map<String, String> subjects = new LinkedHashMap<>();

  private final Map<String, Pattern> patterns = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if an entry does not say what is disputed, what the sources
   *     say, and what the spec does
   */
  static Disputes read(Path file) {
    Disputes disputes = new Disputes();
    List<String> wrong = new ArrayList<>();
    for (JsonNode entry : Documents.read(file)) {
      String subject = entry.path("subject").asString("");
      for (String part : PARTS) {
        if (entry.path(part).asString("").isBlank()) {
          wrong.add("\"" + subject + "\" has no " + part);
        }
      }
      entry.path("allows").forEach(line -> disputes.allow(line.asString(""), subject));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(file + ": " + String.join("; ", wrong));
    }
    return disputes;
  }

  private void allow(String line, String subject) {
    subjects.put(line, subject);
    String pattern =
        Arrays.stream(line.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    patterns.put(line, Pattern.compile(pattern));
  }

  /** The subject that allows a difference. */
  Optional<String> allows(Difference difference) {
    Optional<String> line =
        patterns.entrySet().stream()
            .filter(entry -> entry.getValue().matcher(difference.line()).matches())
            .map(Map.Entry::getKey)
            .findFirst();
    line.ifPresent(used::add);
    return line.map(subjects::get);
  }

  /** Lines that have allowed nothing so far. */
  List<String> unused() {
    return subjects.keySet().stream().filter(line -> !used.contains(line)).toList();
  }
}
