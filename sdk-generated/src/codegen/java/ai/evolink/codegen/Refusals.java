package ai.evolink.codegen;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the document says and the templates do not handle: all of it, not only the first. */
final class Refusals {
  /** One line for people: where, why, and what to write instead. */
  record Refusal(int line, int column, String path, String reason, String remedy) {
    String in(String file) {
      return file + ":" + line + ":" + column + ": " + path + ": " + reason + ". " + remedy + ".";
    }
  }

  private final Set<Refusal> all = new LinkedHashSet<>();

  void add(Node at, String reason, String remedy) {
    add(at.line(), at.column(), at.path().isEmpty() ? "#" : at.path(), reason, remedy);
  }

  void add(int line, int column, String path, String reason, String remedy) {
    all.add(new Refusal(line, column, oneLine(path), oneLine(reason), oneLine(remedy)));
  }

  /** A name or word of the document must not pass for a line of its own. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** In the order of the document. */
  List<String> lines(String file) {
    return all.stream()
        .sorted(Comparator.comparingInt(Refusal::line).thenComparingInt(Refusal::column))
        .map(refusal -> refusal.in(file))
        .toList();
  }

  /** Words for a message. */
  static String listed(Collection<String> words) {
    return String.join(", ", words);
  }
}
