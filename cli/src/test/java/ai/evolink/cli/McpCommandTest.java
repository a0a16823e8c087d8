package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class McpCommandTest {
  @Test
  void missingServerIsNamedWithWhereItBelongs() {
    Run run = Run.bare("mcp", "--help");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("error: The server for assistants is a jar of its own, which is not in ")
        .contains("java -jar");
  }

  @Test
  void helpNamesTheServerWithoutStartingIt() {
    assertThat(Run.bare("help", "mcp").succeeded().out())
        .contains("Model Context Protocol")
        .contains("  evolink mcp --help");
  }
}
