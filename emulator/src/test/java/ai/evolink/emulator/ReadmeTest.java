package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void tableOfMagicPromptsIsComplete() throws IOException {
    assertThat(firstCells("`(emulator:[a-zA-Z:-]+)`"))
        .containsExactlyElementsOf(
            Arrays.stream(MagicPrompt.values()).map(MagicPrompt::usage).toList());
  }

  @Test
  void tableOfMagicKeysIsComplete() throws IOException {
    assertThat(firstCells("`(sk-evo-[a-z-]+)`"))
        .hasSameSizeAs(MagicKey.values())
        .allMatch(key -> MagicKey.of(key).isPresent());
  }

  private static List<String> firstCells(String cell) throws IOException {
    return Pattern.compile("(?m)^\\| " + cell + " \\|")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
