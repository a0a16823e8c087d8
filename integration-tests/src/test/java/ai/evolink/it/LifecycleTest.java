package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.EvolinkEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK leaves behind: nothing that keeps a program from ending. */
class LifecycleTest {
  @TempDir Path folder;

  /** Leaves its client open, with a wait under way. */
  public static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] args) {
      EvolinkClient evolink = EvolinkClient.fromEnv();
      evolink.credits().balance().result();
      evolink.images().generate(ImageRequest.of("x emulator:stuck")).submitted().result();
      long start = System.nanoTime();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () ->
                      System.out.println(
                          "ended after " + (System.nanoTime() - start) / 1_000_000 + " ms")));
    }
  }

  /** Goes on waiting for the task of a token that another program has stored. */
  public static final class Heir {
    private Heir() {}

    public static void main(String[] args) {
      try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
        System.out.println(evolink.tasks().resume(args[0]).result().only().uri());
      }
    }
  }

  @Test
  void tokenIsResumedInAFreshJvmWithoutASubmit() throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(50)).start();
        EvolinkClient evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build()) {
      TaskHandle task = evolink.images().submit(ImageRequest.of("x")).result();

      ChildJvm.Ended ended =
          ChildJvm.run(
              folder,
              Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString()),
              "-cp",
              System.getProperty("java.class.path"),
              Heir.class.getName(),
              task.toToken());

      assertThat(ended.exitCode()).as(ended.output()).isZero();
      String here = evolink.tasks().follow(task).result().only().uri().toString();
      assertThat(ended.output().strip()).isEqualTo(here);
      assertThat(emulator.submissions()).hasSize(1);
    }
  }

  @Test
  void jvmEndsWithMainAlthoughTheClientIsOpen() throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(50)).start()) {
      ChildJvm.Ended ended =
          ChildJvm.run(
              folder,
              Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString()),
              "-cp",
              System.getProperty("java.class.path"),
              Forgetful.class.getName());

      assertThat(ended.exitCode()).as(ended.output()).isZero();
      String line = ended.output().strip();
      assertThat(line).matches("ended after \\d+ ms");
      assertThat(Integer.parseInt(line.replaceAll("\\D", ""))).isLessThan(1_000);
    }
  }
}
