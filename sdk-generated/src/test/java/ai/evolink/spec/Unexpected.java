package ai.evolink.spec;

import java.util.ArrayList;
import java.util.List;

/** Holds lines against what they are expected to begin with, in both directions. */
public final class Unexpected {
  private Unexpected() {}

  /** Lines that nobody expects, and expectations that no line meets. */
  public static List<String> of(List<String> lines, List<String> beginnings) {
    List<String> wrong = new ArrayList<>();
    for (String line : lines) {
      if (beginnings.stream().noneMatch(line::startsWith)) {
        wrong.add("unexpected: " + line);
      }
    }
    for (String beginning : beginnings) {
      if (lines.stream().noneMatch(line -> line.startsWith(beginning))) {
        wrong.add("missing: " + beginning);
      }
    }
    return wrong;
  }
}
