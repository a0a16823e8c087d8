package ai.evolink.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of Java in the guides compiles. */
class DocsTest {
  /** These are compiled where their neighbour is on the class path: in the module they are for. */
  private static final Set<String> OF_INTEGRATIONS =
      Set.of(
          "docs/bulk.md",
          "docs/langchain4j.md",
          "docs/metrics-and-traces.md",
          "docs/spring-ai.md",
          "docs/spring-boot.md",
          "docs/temporal.md");

  @TempDir Path folder;

  static List<MarkdownPage> guides() throws IOException {
    return MarkdownPage.all().stream()
        .filter(page -> page.toString().startsWith("docs"))
        .filter(page -> !OF_INTEGRATIONS.contains(page.toString()))
        .toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("guides")
  void everySnippetCompiles(MarkdownPage guide) throws Exception {
    Snippets snippets = Snippets.of(guide.file(), folder);
    if (!snippets.names().isEmpty()) {
      snippets.compile();
    }
  }
}
