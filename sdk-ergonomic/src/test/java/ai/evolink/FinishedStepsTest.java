package ai.evolink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A long chain of finished steps fits into a small heap if only its last step is held. */
@Timeout(60)
class FinishedStepsTest {
  private static final int STEPS = 50_000;
  private static final int BYTES = 10_000; // 500 MB in all

  @Test
  void theHeapHoldsTheLastStepOnly() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FinishedStepsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(20, SECONDS)).isTrue();
      assertThat(said.strip()).isEqualTo("held " + BYTES);
    } finally {
      child.destroyForcibly();
    }
  }

  public static void main(String[] args) {
    EvolinkFuture<byte[]> last =
        new EvolinkFuture<>(
            new Continuations(Runnable::run, Runnable::run, WaitClock.system(), Log.LOGGER));
    last.complete(new byte[BYTES]);
    for (int i = 0; i < STEPS; i++) {
      last = last.thenApply(bytes -> new byte[BYTES]);
    }
    System.out.println("held " + last.join().length);
  }
}
