package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has a room of its own knows neither commands nor the other rooms. */
class CliRoomsTest {
  private static final Path ROOMS = Path.of("src/main/java/ai/evolink/cli");
  private static final List<String> NAMES =
      List.of("history", "settings", "models", "proxy", "shell");

  @Test
  void roomsDoNotKnowOneAnother() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String room : NAMES) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(ROOMS.resolve(room))) {
        files = walk.filter(file -> file.toString().endsWith(".java")).toList();
      }
      assertThat(files).as(room).hasSizeGreaterThan(1);
      for (Path file : files) {
        Files.readString(file)
            .lines()
            .filter(line -> line.startsWith("import ai.evolink.cli."))
            .forEach(line -> wrong.add(file.getFileName() + ": " + line));
      }
    }
    assertThat(wrong).isEmpty();
  }
}
