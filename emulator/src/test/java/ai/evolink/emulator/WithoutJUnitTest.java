package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** JUnit is optional: without it everything works but what is made for it. */
class WithoutJUnitTest {

  /** What somebody does who has no JUnit. */
  public static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      try (EvolinkEmulator emulator =
          EvolinkEmulator.builder().faults(Fault.status(503).once()).start()) {
        emulator.nextOutcomes(TaskOutcome.stuck());
        emulator.reset();
        System.out.println("works " + emulator.faults());
      }
      try {
        EvolinkEmulator.builder().startForJUnit();
      } catch (NoClassDefFoundError e) {
        System.out.println("needs " + e.getMessage());
      }
    }
  }

  @Test
  void emulatorRunsWithoutIt() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*/(junit|opentest4j|apiguardian|assertj)[^/]*"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).startsWith("works [status 503, once]").contains("needs org/junit/jupiter/");
    assertThat(process.exitValue()).isZero();
  }
}
