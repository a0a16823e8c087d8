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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 500 rows, a service with faults, and a command that is killed with -9 three times. */
@Tag("deep")
class BatchKilledTest {
  private static final int ROWS = 500;
  private static final int AT_ONCE = 30;
  private static final int KILLED = 137;

  private final Path home;

  BatchKilledTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void killedBatchIsFinishedByTheSameCommandAndBuysNothingTwice() throws Exception {
    Files.writeString(
        home.resolve("items.csv"),
        IntStream.range(0, ROWS)
            .mapToObj(i -> "A" + i + ",\"Photo of A" + i + "\"\n")
            .collect(Collectors.joining("", "order_id,prompt\n", "")));
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder().pace(Duration.ofMillis(50)).faultSeed(11).start()) {
      emulator.inject(
          Fault.cut(Cut.AFTER_REQUEST)
              .afterProcessing()
              .on(ApiOperation.SUBMIT_IMAGE)
              .probability(0.02),
          Fault.cut(Cut.AFTER_REQUEST).on(ApiOperation.SUBMIT_IMAGE).probability(0.01),
          Fault.status(503).on(ApiOperation.SUBMIT_IMAGE).probability(0.02));
      for (int kill = 1; kill <= 3; kill++) {
        Process run = begin(emulator);
        emulator.awaitSubmissions(kill * ROWS / 4, Duration.ofMinutes(1));
        run.destroyForcibly();
        assertThat(run.waitFor()).isEqualTo(KILLED);
      }
      Process last = begin(emulator);
      assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue())
          .as(Files.readString(home.resolve("log")))
          .isEqualTo(ExitCode.UNCERTAIN.number());

      assertReport(boughtBy(emulator));
    }
  }

  /** {@return the tasks that the service has made, by prompt} */
  private static Map<String, List<String>> boughtBy(EvolinkEmulator emulator) {
    return emulator.submissions().stream()
        .filter(submission -> submission.taskId().isPresent())
        .collect(
            Collectors.groupingBy(
                Submission::prompt,
                Collectors.mapping(s -> s.taskId().orElseThrow(), Collectors.toList())));
  }

  private void assertReport(Map<String, List<String>> bought) throws Exception {
    assertThat(bought).allSatisfy((prompt, tasks) -> assertThat(tasks).as(prompt).hasSize(1));
    List<String> report = Files.readAllLines(home.resolve("report.csv"));
    Map<String, String[]> rows =
        report.stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .collect(Collectors.toMap(cells -> cells[0], cells -> cells)); // none twice
    assertThat(rows).hasSize(ROWS);
    int uncertain = 0;
    for (int i = 0; i < ROWS; i++) {
      String[] cells = rows.getOrDefault("A" + i, new String[] {"", "missing"});
      List<String> task = bought.getOrDefault("Photo of A" + i, List.of());
      if (cells[1].equals("uncertain")) {
        uncertain++;
      } else {
        assertThat(cells[1]).as("row A%s", i).isEqualTo("done");
        assertThat(task).containsExactly(cells[4]);
        assertThat(home.resolve("out").resolve("A" + i + ".png")).exists();
      }
    }
    assertThat(uncertain)
        .as("lost answers, and what was being submitted at each kill")
        .isBetween(1, 3 * AT_ONCE + ROWS / 20);
    assertThat(Set.copyOf(bought.keySet())).hasSizeGreaterThanOrEqualTo(ROWS - uncertain);
  }

  private Process begin(EvolinkEmulator emulator) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "batch",
                "items.csv",
                "--model",
                "gemini-2.5-flash-image",
                "--out",
                "out",
                "--concurrency",
                Integer.toString(AT_ONCE),
                "--report",
                "report.csv",
                "--yes")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile());
    command.environment().putAll(Run.environment(emulator.url().toString()));
    return command.start();
  }
}
