package ai.evolink.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of this repository: its links, its anchors, its tables. */
record MarkdownPage(Path file) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  static MarkdownPage of(String name) {
    return new MarkdownPage(ROOT.resolve(name));
  }

  /** {@return every page of the repository, but not what builds and tools have left there} */
  static List<MarkdownPage> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !isLeftOver(ROOT.relativize(file)))
          .sorted()
          .map(MarkdownPage::new)
          .toList();
    }
  }

  private static boolean isLeftOver(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("target") || (name.startsWith(".") && !name.equals(".github"))) {
        return true;
      }
    }
    return false;
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** {@return the page without what stands in fences, where nothing is a link or a heading} */
  private String prose() {
    return FENCE.matcher(text()).replaceAll("");
  }

  /** {@return where the links of this page lead, those to other sites left out} */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /**
   * {@return the names by which a link can lead to a heading of this page, as GitHub makes them}
   */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (MatchResult heading : HEADING.matcher(prose()).results().toList()) {
      String shown = LINK_TEXT.matcher(heading.group(1)).replaceAll("$1");
      String anchor =
          shown.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** {@return the cells of every row of every table, heads left out} */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    boolean body = false;
    for (String line : prose().lines().toList()) {
      if (!line.startsWith("|")) {
        body = false;
      } else if (line.matches("[|: -]+") && line.contains("---")) {
        body = true;
      } else if (body) {
        rows.add(Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList());
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
