package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.ModelCatalog;
import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every piece of Java in the README compiles, and runs against the emulator. */
@Execution(ExecutionMode.CONCURRENT) // children do the work
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  /** An artifact of ours with a version, for Maven or for Gradle. */
  private static final Pattern INSTALLED =
      Pattern.compile(
          "(?:<artifactId>evolink-\\S+</artifactId>\\s*<version>|ai\\.evolink:evolink-[a-z-]+:)([\\w.-]+)");

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
  void readmeSaysHowManyModelsThereAre() throws Exception {
    Matcher models = Pattern.compile("over (\\d+) models").matcher(Files.readString(README));
    assertThat(models.find()).isTrue();
    int told = Integer.parseInt(models.group(1));
    assertThat(ModelCatalog.get().all()).hasSizeBetween(told + 1, told + 20);
  }

  @Test
  void pagesNameTheVersionThatIsBuilt() throws Exception {
    Matcher built =
        Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(built.find()).isTrue(); // the parent's
    for (MarkdownPage page : MarkdownPage.all()) {
      INSTALLED
          .matcher(page.text())
          .results()
          .forEach(line -> assertThat(line.group(1)).as("%s", page).isEqualTo(built.group(1)));
    }
    assertThat(INSTALLED.matcher(Files.readString(README)).results()).hasSize(2);
  }

  @Test
  void readmeIsShortEnoughToBeRead() throws Exception {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
  }
}
