package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image",
        "video",
        "audio",
        "batch",
        "bulk",
        "models",
        "task",
        "resume",
        "history",
        "credits",
        "upload",
        "journal",
        "login",
        "logout",
        "config",
        "doctor",
        "emulator"
      })
  void everyCommandExplainsItselfWithExamples(String command) {
    Run run = Run.bare(command, "--help").succeeded();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: evolink " + command)
        .contains("Examples:")
        .contains("  evolink " + command)
        .contains("--json")
        .doesNotContain("\u001b")
        .doesNotContain("${");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(Run.bare("help", command).succeeded().out()).isEqualTo(run.out());
  }

  @Test
  void rootListsTheCommands() {
    assertThat(Run.bare("--help").succeeded().out())
        .containsPattern("(?m)^  image +Make an image")
        .containsPattern("(?m)^  emulator +Run an offline")
        .contains("EVOLINK_API_KEY")
        .contains(Arrays.stream(ExitCode.values()).map(HelpTest::line).toArray(String[]::new));
  }

  private static String line(ExitCode code) {
    return String.format(Locale.ROOT, "%n  %-3s   ", code.number()).stripTrailing();
  }

  @Test
  void versionNamesTheProgramAndJava() {
    assertThat(Run.bare("--version").succeeded().out())
        .matches("evolink \\S+ \\(Java " + Runtime.version().feature() + ".*\\)\\R");
  }
}
