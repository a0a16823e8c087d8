package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final String out;

  ProgressTest(@TempDir Path folder) {
    out = folder + "/";
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void barShowsPerCentStatusAndTime() throws Exception {
    LiveRun run = run(new Screen(true, 80, true), "image", "A cat", "-o", out);
    assertThat(run.exit()).isZero();
    assertThat(run.err.text())
        .containsPattern(
            "Task 100% \\|█+\\| completed \\(\\d:\\d\\d:\\d\\d\\) ?\\RUsed 1\\.6 credits\\.\\R$");
    assertThat(run.out.text().lines()).as("stdout is for the path alone").hasSize(1);
  }

  @Test
  void taskIsOnRecordAboveTheBarAsSoonAsItIsBought() throws Exception {
    LiveRun run = run(new Screen(true, 80, false), "image", "emulator:stuck", "-o", out);
    run.err.awaitText("Submitted task-");
    run.err.awaitText(" submitted (");
    String said = run.err.text();
    run.interrupts.fire();
    assertThat(run.exit()).isEqualTo(130);
    assertThat(said)
        .containsPattern(
            "\\rSubmitted task-\\S+; should this command be stopped: \\./evolink task"
                + " evt1_\\S+ --wait --out \\S+\\s*\\R")
        .containsPattern("\\R\\rTask +0% \\[");
  }

  @Test
  void barFitsANarrowTerminalWithoutUnicode() throws Exception {
    LiveRun run = run(new Screen(true, 30, false), "image", "A cat", "-o", out);
    assertThat(run.exit()).isZero();
    String[] drawn = run.err.text().split("[\r\n]+", -1);
    assertThat(drawn)
        .filteredOn(line -> !line.startsWith("Submitted"))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(30));
    assertThat(run.err.text()).containsPattern("100% \\[=+\\]").matches("[\r\n\\x20-\\x7e]*");
  }

  @Test
  void narrowestTerminalIsNoError() throws Exception {
    LiveRun run = run(new Screen(true, Screen.width("24 3"), false), "image", "A cat", "-o", out);
    assertThat(run.exit()).isZero();
  }

  @Test
  void nothingMovesWithoutATerminalOrInJson() throws Exception {
    LiveRun pipe = run(Screen.NONE, "image", "A cat", "-o", out);
    assertThat(pipe.exit()).isZero();
    assertThat(pipe.err.text()).doesNotContain("\r", "\u001b", "%").contains("Submitted task-");
    LiveRun json = run(new Screen(true, 80, true), "image", "A cat", "-o", out, "--json");
    assertThat(json.exit()).isZero();
    assertThat(json.err.text().lines())
        .allSatisfy(line -> assertThat(Run.object(line)).isNotEmpty());
  }

  @Test
  void sizeOfTheTerminalIsRead() {
    assertThat(Screen.width("50 132\n")).isEqualTo(132);
    assertThat(Screen.width("0 0\n")).as("unknown").isEqualTo(80);
    assertThat(Screen.width("")).isEqualTo(80);
  }

  private LiveRun run(Screen screen, String... args) {
    return new LiveRun(screen, emulator.url().toString(), args);
  }
}
