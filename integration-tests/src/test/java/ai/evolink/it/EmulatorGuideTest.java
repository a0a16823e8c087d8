package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example test of the guide is one that runs here. */
class EmulatorGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "testing-with-the-emulator.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "ai", "evolink", "it", "PosterShopTest.java");

  @Test
  void exampleInTheGuideIsTheOneThatRuns() throws Exception {
    String code = Files.readString(EXAMPLE).replaceFirst("package .*;\\R\\R", "");

    assertThat(Files.readString(GUIDE)).contains("```java\n" + code + "```");
  }
}
