package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the README compiles, and runs against the emulator. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path folder;

  @Test
  void everySnippetCompilesAndRuns() throws Exception {
    Snippets snippets = Snippets.of(README, folder);
    assertThat(snippets.names()).hasSizeGreaterThanOrEqualTo(4);

    snippets.compile();

    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(50)).start()) {
      Map<String, String> environment =
          Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString());
      for (String name : snippets.names()) {
        ChildJvm.Ended ended = ChildJvm.run(folder, environment, "-cp", snippets.classPath(), name);
        assertThat(ended.exitCode()).as("%s: %s", name, ended.output()).isZero();
      }
      assertThat(emulator.submissions()).hasSize(snippets.names().size());
    }
    assertThat(folder.resolve("cat.png")).isNotEmptyFile();
    assertThat(folder.resolve("pictures")).isNotEmptyDirectory();
  }

  @Test
  void readmeIsShortEnoughToBeRead() throws Exception {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
  }
}
