package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(strings = {"image", "task", "credits", "upload", "journal", "bulk", "emulator"})
  void everyCommandExplainsItselfWithExamplesAndExitCodes(String command) {
    Run run = Run.bare(command, "--help").succeeded();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: evolink " + command)
        .contains("Examples:")
        .contains("  evolink " + command)
        .contains("--json")
        .doesNotContain("\u001b")
        .doesNotContain("${");
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).containsPattern("(?m)^  " + code.number() + " +\\S");
    }
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(Run.bare("help", command).succeeded().out()).isEqualTo(run.out());
  }

  @Test
  void rootListsTheCommands() {
    assertThat(Run.bare("--help").succeeded().out())
        .containsPattern("(?m)^  image +Make an image")
        .containsPattern("(?m)^  emulator +Run an offline")
        .contains("EVOLINK_API_KEY");
  }

  @Test
  void versionNamesTheProgramAndJava() {
    assertThat(Run.bare("--version").succeeded().out())
        .matches("evolink \\S+ \\(Java " + Runtime.version().feature() + ".*\\)\\R");
  }
}
