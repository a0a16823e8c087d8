package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** The guide has every command, every exit code and every variable, and no others. */
class GuideTest {
  private final String guide;

  GuideTest() throws IOException {
    guide = Files.readString(Path.of("..", "docs", "command-line.md"));
  }

  @Test
  void exitCodesAreThoseOfTheProgram() {
    List<String> rows = Arrays.stream(ExitCode.values()).map(GuideTest::row).toList();
    assertThat(
            guide
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\| `.*"))
                .map(line -> line.replaceAll(" [^|]*\\|$", "")))
        .containsExactlyElementsOf(rows);
    String help = Run.bare("--help").succeeded().out();
    ExitCode.table()
        .forEach((code, meaning) -> assertThat(help).contains(meaning.split(" ", 2)[0]));
  }

  private static String row(ExitCode code) {
    return "| " + code.number() + " | `" + code.label().toLowerCase(Locale.ROOT) + "` |";
  }

  @Test
  void everyCommandIsNamed() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Console console = new Console(nowhere, nowhere, () -> Screen.NONE);
    Cli cli =
        new Cli("evolink", console, Map.of(), InputStream.nullInputStream(), new Interrupts());
    for (String name : new Commands(cli, Ansi.OFF).commands().getSubcommands().keySet()) {
      if (!name.equals("help")) {
        assertThat(guide).containsPattern("\\| .*`" + Pattern.quote(name) + "`.* \\|");
      }
    }
  }

  @Test
  void everyVariableIsNamed() {
    for (String names : ManCommand.variables().keySet()) {
      for (String name : names.split(", ", -1)) {
        assertThat(guide).contains("`" + name + "`");
      }
    }
  }
}
