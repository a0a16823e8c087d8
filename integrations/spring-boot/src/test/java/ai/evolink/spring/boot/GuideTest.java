package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.it.Snippets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every piece of Java in the guide compiles, with either Boot, and the first is what was killed.
 */
class GuideTest {
  private static Path file(String path) {
    Path root = Path.of("..", "..");
    return (Files.exists(root.resolve("docs")) ? root : Path.of("..").resolve(root)).resolve(path);
  }

  @Test
  void everySnippetCompiles(@TempDir Path folder) throws Exception {
    Snippets snippets = Snippets.of(file("docs/spring-boot.md"), folder);

    assertThat(snippets.names()).hasSizeGreaterThanOrEqualTo(5);
    snippets.compile();
  }

  @Test
  void applicationOfTheGuideIsTheOneThatIsTested() throws Exception {
    String program =
        Files.readString(
            file(
                "integrations/spring-boot/src/test/java/ai/evolink/spring/boot/example/"
                    + "PictureApplication.java"));

    assertThat(Files.readString(file("docs/spring-boot.md")))
        .contains(program.substring(program.indexOf("import ")));
  }
}
