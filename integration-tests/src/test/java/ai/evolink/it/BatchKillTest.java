package ai.evolink.it;

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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch is killed with -9 again and again: its last run tells every item once, all bought once.
 */
class BatchKillTest {
  private static final int ITEMS = 120;
  private static final int KILLS = 4;
  private static final int KILLED = 137;

  @TempDir Path home;

  private final Random random = new Random(7);

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void killedBatchBuysNothingTwiceAndTellsAllInItsLastRun() throws Exception {
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder().pace(Duration.ofMillis(50)).faultSeed(7).start()) {
      emulator.inject(
          Fault.cut(Cut.AFTER_REQUEST)
              .afterProcessing()
              .on(ApiOperation.SUBMIT_IMAGE)
              .probability(0.03),
          Fault.status(503).on(ApiOperation.SUBMIT_IMAGE).probability(0.05));
      int kills = 0;
      while (kills < KILLS) {
        Process life = begin(emulator);
        emulator.awaitSubmissions((kills + 1) * ITEMS / (KILLS + 2), Duration.ofMinutes(1));
        life.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
        life.destroyForcibly();
        assertThat(life.waitFor()).isEqualTo(KILLED);
        kills++;
      }
      Process last = begin(emulator);
      assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
      List<String> said = Files.readAllLines(home.resolve("log"));
      assertThat(last.exitValue()).as("%s", said).isZero();

      Map<String, String> ends =
          said.stream()
              .filter(line -> line.startsWith("end "))
              .map(line -> line.split(" "))
              .collect(Collectors.toMap(line -> line[1], line -> line[2])); // none twice
      assertThat(ends).hasSize(ITEMS);
      assertThat(ends.values()).containsOnly("DONE", "UNCERTAIN");
      Map<String, Long> bought =
          emulator.submissions().stream()
              .filter(submission -> submission.taskId().isPresent())
              .collect(Collectors.groupingBy(Submission::prompt, Collectors.counting()));
      assertThat(bought).allSatisfy((prompt, times) -> assertThat(times).as(prompt).isOne());
      ends.forEach(
          (id, state) -> {
            if (state.equals("DONE")) {
              assertThat(bought).containsKey(id + ".");
              assertThat(home.resolve(id + ".png")).exists();
            }
          });
    }
  }

  private Process begin(EvolinkEmulator emulator) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledBatch.class.getName(),
            emulator.url().toString(),
            home.toString(),
            Integer.toString(ITEMS))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("log").toFile())
        .start();
  }
}
