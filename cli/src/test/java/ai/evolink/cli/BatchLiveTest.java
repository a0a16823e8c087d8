package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Submission;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch on a terminal: the question, the bar, Ctrl-C. */
class BatchLiveTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path home;
  private final String[] command;

  BatchLiveTest(@TempDir Path home) {
    this.home = home;
    this.command =
        new String[] {
          "batch",
          home.resolve("items.csv").toString(),
          "--model",
          "gemini-2.5-flash-image",
          "--out",
          home.resolve("out").toString(),
          "--report",
          home.resolve("report.csv").toString()
        };
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private LiveRun run(int width, String typed) {
    return new LiveRun(
        new Screen(true, width, false),
        emulator.url().toString(),
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        command);
  }

  private void rows(String... prompts) throws Exception {
    Files.writeString(
        home.resolve("items.csv"), "order_id,prompt\n" + String.join("\n", prompts) + "\n");
  }

  @Test
  void barShowsWhatHasBecomeOfTheRows() throws Exception {
    rows("A1,A cat", "A2,A dog", "A3,A fox");
    LiveRun run = run(100, "y\n");
    assertThat(run.exit()).isZero();
    assertThat(run.err.text())
        .startsWith("3 rows; 3 to buy for 4.8 credits by the price list. Go on? [y/N] ")
        .containsPattern("Batch 100% \\[=+\\] 3 done, 0 failed, 0 unsure, 4\\.8 credits \\(");
    assertThat(run.out.text()).isEqualToNormalizingNewlines("3 done; 4.8 credits\n");
  }

  @Test
  void barFitsANarrowTerminal() throws Exception {
    rows("A1,A cat");
    LiveRun run = run(40, "yes\n");
    assertThat(run.exit()).isZero();
    String bar = run.err.text().substring(run.err.text().indexOf("[y/N] ") + 6);
    assertThat(bar.split("[\r\n]+", -1))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", "\n", "", "yesterday\n"})
  void whatIsNoYesBuysNothing(String typed) throws Exception {
    rows("A1,A cat");
    LiveRun run = run(80, typed);
    assertThat(run.exit()).isEqualTo(130);
    assertThat(run.err.text()).contains("error: Nothing was submitted.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void nothingIsAskedIfNothingIsToBeBought() throws Exception {
    rows("A1,A cat");
    assertThat(run(80, "y\n").exit()).isZero();
    LiveRun again = run(80, "");
    assertThat(again.exit()).isZero();
    assertThat(again.err.text()).doesNotContain("[y/N]");
  }

  @Test
  void stoppedBatchGoesOnWithTheSameCommand() throws Exception {
    rows("A1,A cat", "A2,emulator:stuck", "A3,A fox");
    LiveRun run = run(80, "y\n");
    run.err.awaitText("2 done");
    run.interrupts.fire();
    assertThat(run.exit()).isEqualTo(130);
    assertThat(run.err.text())
        .contains("error: Stopped. 2 done, 1 unfinished; 4.8 credits.")
        .contains("next:  Run the same command again: it goes on, and buys nothing twice.");
    assertThat(Files.readAllLines(home.resolve("report.csv")))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("A2,unfinished,,1.6,task-"));
    String stuck =
        emulator.submissions().stream()
            .filter(submission -> submission.prompt().equals("emulator:stuck"))
            .findFirst()
            .flatMap(Submission::taskId)
            .orElseThrow();
    emulator.endTask(stuck, ai.evolink.emulator.TaskOutcome.completed());

    LiveRun again = run(80, "");
    assertThat(again.exit()).isZero();

    assertThat(emulator.submissions()).hasSize(3);
    assertThat(List.of("A1.png", "A2.png", "A3.png"))
        .allSatisfy(name -> assertThat(home.resolve("out").resolve(name)).exists());
  }
}
