package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of Java in the guides compiles, and every relative link leads somewhere. */
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

  @TempDir Path folder;

  /** The guides, and the pages beside them that people land on. */
  static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT, 2)) {
      return all.filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !ROOT.relativize(page).toString().startsWith("."))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws Exception {
    Matcher links = LINK.matcher(Files.readString(ROOT.resolve(page)));
    while (links.find()) {
      assertThat(ROOT.resolve(page).resolveSibling(links.group(1))).exists();
    }
  }

  static List<Path> guides() throws IOException {
    return pages().stream().filter(page -> page.startsWith("docs")).toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("guides")
  void everySnippetCompiles(Path guide) throws Exception {
    Snippets snippets = Snippets.of(ROOT.resolve(guide), folder);
    if (!snippets.names().isEmpty()) {
      snippets.compile();
    }
  }
}
