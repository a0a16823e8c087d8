package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

/** Every evolink command in a page or in an example of this repository is one that exists. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A line of a shell block, or inline code of a page or a Javadoc comment. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\{@code )(?:\\./)?evolink ([a-z][^`\\n}#]*)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(DocumentedCommandsTest::isRead).sorted().toList()) {
        COMMAND
            .matcher(Files.readString(file))
            .results()
            .map(command -> command.group(1).strip())
            .forEach(commands::add);
      }
    }
    return commands.stream().distinct().toList();
  }

  private static boolean isRead(Path file) {
    String name = ROOT.relativize(file).toString().replace('\\', '/');
    return !name.matches("(.*/)?(target|\\.[^/]*)/.*")
        && (name.endsWith(".md") || name.matches("examples/src/main/.*\\.java"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsUnderstood(String command) {
    assertThatCode(() -> parse(command)).doesNotThrowAnyException();
  }

  @Test
  void pagesAndExamplesAreRead() throws Exception {
    assertThat(commands())
        .contains("emulator --port 8080", "image \"A cat playing on the grass\" --out cat.png")
        .anySatisfy(command -> assertThat(command).startsWith("task TOKEN"));
  }

  @Test
  void misspeltCommandIsFound() {
    Matcher command = COMMAND.matcher("see `./evolink image \"A cat\" --outt cat.png`");
    assertThat(command.find()).isTrue();
    assertThatThrownBy(() -> parse(command.group(1))).hasMessageContaining("--outt");
  }

  private static void parse(String command) {
    List<String> words = new ArrayList<>();
    // What comes behind a redirection is for the shell.
    String ours = command.replaceFirst(" [<>|] .*", "");
    for (MatchResult word : WORD.matcher(ours).results().toList()) {
      words.add(word.group(1) != null ? word.group(1) : word.group().replace("'", ""));
    }
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Console console = new Console(nowhere, nowhere, () -> Screen.NONE);
    Cli cli =
        new Cli("evolink", console, Map.of(), InputStream.nullInputStream(), new Interrupts());
    new Commands(cli, Ansi.OFF).commands().parseArgs(words.toArray(String[]::new));
  }
}
