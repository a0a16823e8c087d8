package ai.evolink.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of Java in the guides compiles. */
class DocsTest {
  @TempDir Path folder;

  static List<MarkdownPage> guides() throws IOException {
    return MarkdownPage.all().stream().filter(page -> page.toString().startsWith("docs")).toList();
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
