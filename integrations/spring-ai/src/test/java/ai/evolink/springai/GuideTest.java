package ai.evolink.springai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.it.Snippets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the guide compiles, with either version. */
class GuideTest {
  @Test
  void everySnippetCompiles(@TempDir Path folder) throws Exception {
    Path guide = Path.of("..", "..", "docs", "spring-ai.md");
    Snippets snippets =
        Snippets.of(Files.exists(guide) ? guide : Path.of("..").resolve(guide), folder);

    assertThat(snippets.names()).hasSizeGreaterThanOrEqualTo(2);
    snippets.compile();
  }
}
