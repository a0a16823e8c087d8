package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import org.junit.jupiter.api.Test;

class EmulatorCommandTest {
  @Test
  void runsUntilItIsStopped() throws Exception {
    LiveRun run = new LiveRun(Screen.NONE, "", "emulator", "--port", "0", "--json");
    run.out.awaitText("}");
    String url = String.valueOf(Run.object(run.out.text()).get("url"));
    assertThat(Run.with(Run.environment(url), "", "credits").succeeded().out())
        .startsWith("spendable");
    run.interrupts.fire();
    assertThat(run.exit()).isZero();
  }

  @Test
  void saysHowToPointClientsAtIt() throws Exception {
    LiveRun run =
        new LiveRun(Screen.NONE, "", "emulator", "--port=0", "--pace=0s", "--mode=Lenient");
    run.out.awaitText("https://files-api.evolink.ai");
    assertThat(run.out.text())
        .containsPattern("export EVOLINK_BASE_URL=http://127\\.0\\.0\\.1:\\d+")
        .contains("export EVOLINK_API_KEY=sk-test")
        .contains("./evolink image ");
    run.interrupts.fire();
    assertThat(run.exit()).isZero();
  }

  @Test
  void portThatIsTakenIsAWrongArgument() {
    try (EvolinkEmulator other = EvolinkEmulator.start()) {
      Run run = Run.bare("emulator", "--port", Integer.toString(other.url().getPort()));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("error: Cannot listen on 127.0.0.1:" + other.url().getPort())
          .contains("--port 0 takes a free one");
    }
    assertThat(Run.bare("emulator", "--port", "70000").exit()).isEqualTo(2);
    assertThat(Run.bare("emulator", "--mode", "easy").exit()).isEqualTo(2);
  }
}
