package ai.evolink.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.it.Snippets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the guide compiles. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "bulk.md");

  @Test
  void everySnippetCompiles(@TempDir Path folder) throws Exception {
    Snippets snippets = Snippets.of(GUIDE, folder);

    assertThat(snippets.names()).isNotEmpty();
    snippets.compile();
  }
}
