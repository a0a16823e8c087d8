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

  @Test
  void tableOfFaultsIsComplete() throws IOException {
    String table = section("## Faults");
    assertThat(firstCells(table, "`([a-z0-9_]+)`"))
        .containsExactlyElementsOf(Arrays.stream(FaultKind.values()).map(FaultKind::word).toList());
    assertThat(ApiOperation.values())
        .allSatisfy(operation -> assertThat(table).contains("`" + operation.word() + "`"));
    assertThat(Cut.values()).allSatisfy(cut -> assertThat(table).contains("`" + cut.word() + "`"));
  }

  @Test
  void everyRequestOfTheControlApiIsThere() throws IOException {
    List<String> requests = firstCells(section("## Control API"), "`([A-Z]+ /_emulator[^`]*)`");
    assertThat(requests).hasSize(23).doesNotHaveDuplicates();
    try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
      for (String request : requests) {
        String[] parts = request.split(" ", 2);
        String path = parts[1].replace("{id}", "1");
        Api api = new Api(emulator);
        Api.Answer answer =
            parts[0].startsWith("P") ? api.send(path, parts[0], "{}") : api.send(path, parts[0]);
        assertThat(answer.status()).as(request).isIn(200, 400, 404, 409);
        if (answer.status() == 404) {
          assertThat(answer.message()).as(request).startsWith("There is no ");
        }
      }
    }
  }

  private static String section(String head) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf(head + "\n");
    return readme.substring(start, readme.indexOf("\n## ", start));
  }

  private static List<String> firstCells(String text, String cell) {
    return Pattern.compile("(?m)^\\| " + cell + " \\|")
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<String> firstCells(String cell) throws IOException {
    return firstCells(Files.readString(Path.of("README.md")), cell);
  }
}
