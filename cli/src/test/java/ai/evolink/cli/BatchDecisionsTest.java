package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of which nobody knows whether it was bought, and what is decided about it. */
class BatchDecisionsTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path home;

  BatchDecisionsTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void loseAnAnswer() throws Exception {
    Files.writeString(home.resolve("items.csv"), "order_id,prompt\nA1,A cat\n");
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    Run run = batch();
    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.err()).contains("--accept ORDER_ID=TASK", "--retry ORDER_ID", "--give-up ORDER");
    Files.writeString(home.resolve("items.csv"), "order_id,prompt\nA1,A cat\nA2,A dog\n");
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private Run batch(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "batch",
                home.resolve("items.csv").toString(),
                "--model",
                "gemini-2.5-flash-image",
                "--out",
                home.resolve("out").toString(),
                "--report",
                home.resolve("report.csv").toString(),
                "--yes"));
    words.addAll(Arrays.asList(more));
    return Run.against(emulator, words.toArray(String[]::new));
  }

  private String bought(String prompt) {
    return emulator.submissions().stream()
        .filter(submission -> submission.prompt().equals(prompt))
        .flatMap(submission -> submission.taskId().stream())
        .findFirst()
        .orElseThrow();
  }

  private List<String> report() throws Exception {
    return Files.readAllLines(home.resolve("report.csv"));
  }

  @Test
  void acceptedTaskIsWaitedForAndSaved() throws Exception {
    Run run = batch("--accept", "A1=" + bought("A cat")).succeeded();

    assertThat(run.err()).contains("A1 has bought " + bought("A cat") + ".");
    assertThat(home.resolve("out").resolve("A1.png")).exists();
    assertThat(report()).anySatisfy(line -> assertThat(line).startsWith("A1,done,"));
    assertThat(emulator.submissions()).extracting(Submission::prompt).contains("A cat", "A dog");
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void givenUpRowIsNotBoughtAndHoldsUpNoExitCode() throws Exception {
    Run run = batch("--give-up", "A1").succeeded();

    assertThat(run.err()).contains("A1 is given up.", "A1: given up, ");
    assertThat(report())
        .anySatisfy(line -> assertThat(line).startsWith("A1,given_up,"))
        .anySatisfy(line -> assertThat(line).startsWith("A2,done,"));
    batch().succeeded();
    assertThat(emulator.submissions()).hasSize(2);
    assertThat(batch("--give-up", "A1").exit()).as("to say it twice is harmless").isZero();
  }

  @Test
  void taskThatDoesNotFitIsNotAccepted() {
    Run other =
        Run.against(emulator, "image", "A cat", "--model", "z-image-turbo", "--out", home + "/");
    assertThat(other.exit()).isZero();

    Run run = batch("--accept", "A1=" + emulator.submissions().get(1).taskId().orElseThrow());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("next:  Look for the right task in the dashboard.");
    assertThat(batch().exit()).as("A1 is as uncertain as before").isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "--accept A1, '--accept needs an order id and a task, as ORDER_ID=TASK, but was ''A1''.'",
    "--accept A9=task-1, '--accept: the journal knows no row ''A9''.'",
    "--give-up A9, '--give-up: the journal knows no row ''A9''.'",
    "--give-up A1 --accept A1=task-1, '--accept and --give-up both name ''A1''.'",
    "--give-up A1 --retry A1, '--retry names ''A1'' too.'",
    "--accept A1=t --accept A1=u, '--accept names ''A1'' twice.'",
  })
  void whatCannotBeDecidedIsRefusedBeforeAnythingIsSent(String options, String said) {
    Run run = batch(options.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: " + said);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void rowThatIsDoneIsNotDecidedAbout() {
    batch();
    Run run = batch("--give-up", "A2");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--give-up: 'A2' is not uncertain, but completed.");
  }
}
