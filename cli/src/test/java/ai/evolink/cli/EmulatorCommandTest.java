package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void lastLineCountsTheCallbacksThatWillNotCome() throws Exception {
    LiveRun run = new LiveRun(Screen.NONE, "", "emulator", "--port=0", "--pace=1h", "--json");
    run.out.awaitText("}");
    String url = String.valueOf(Run.object(run.out.text()).get("url"));
    try (EvolinkClient evolink =
        EvolinkClient.builder("sk-test").baseUrl(URI.create(url)).build()) {
      evolink
          .images()
          .submit(
              ImageRequest.builder("A cat").callbackUrl(URI.create("http://127.0.0.1:9/")).build())
          .result();
    }
    run.interrupts.fire();

    assertThat(run.exit()).isZero();
    assertThat(run.err.text())
        .isEqualTo(
            "{\"note\":\"1 callback was not delivered: not due yet, or still to be repeated.\"}\n");
  }

  @Test
  void saysHowToPointClientsAtIt() throws Exception {
    LiveRun run =
        new LiveRun(Screen.NONE, "", "emulator", "--port=0", "--pace=0s", "--mode=Lenient");
    run.out.awaitText("https://files-api.evolink.ai");
    assertThat(run.out.text())
        .containsPattern("export EVOLINK_BASE_URL=http://127\\.0\\.0\\.1:\\d+")
        .contains("export EVOLINK_API_KEY=sk-test")
        .contains("./evolink image ")
        .containsPattern("To look at: http://127\\.0\\.0\\.1:\\d+/\n");
    run.interrupts.fire();
    assertThat(run.exit()).isZero();
  }

  @Test
  void speaksTlsAndSaysHowToTrustIt(@TempDir Path folder) throws Exception {
    Path authority = folder.resolve("ca.pem");
    LiveRun run =
        new LiveRun(Screen.NONE, "", "emulator", "--port=0", "--tls", "--tls-ca=" + authority);
    run.out.awaitText("A first picture");
    assertThat(run.out.text())
        .containsPattern("export EVOLINK_BASE_URL=https://127\\.0\\.0\\.1:\\d+")
        .contains("NODE_EXTRA_CA_CERTS=" + authority);
    assertThat(authority).content().startsWith("-----BEGIN CERTIFICATE-----");
    run.interrupts.fire();
    assertThat(run.exit()).isZero();
  }

  @Test
  void everySettingIsAnOption() throws Exception {
    LiveRun run =
        new LiveRun(
            Screen.NONE,
            "",
            "emulator",
            "--port=0",
            "--speed=1000",
            "--credits=5",
            "--seed=7",
            "--max-tasks=10",
            "--max-file-bytes=1000",
            "--file-quota=3",
            "--json");
    run.out.awaitText("}");
    String url = String.valueOf(Run.object(run.out.text()).get("url"));
    assertThat(Run.with(Run.environment(url), "", "credits").succeeded().out()).contains("5");
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
