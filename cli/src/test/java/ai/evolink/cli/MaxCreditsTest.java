package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a single command may cost, and what it has cost. */
class MaxCreditsTest {
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ZERO).start();
  private final String out;

  MaxCreditsTest(@TempDir Path folder) {
    out = folder + "/";
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void whatMayCostMoreIsNotSent() {
    Run run = Run.against(emulator, "image", "A cat", "--max-credits", "1.5", "-o", out);
    assertThat(run.exit()).isEqualTo(13);
    assertThat(run.err())
        .contains("it may cost 1.6 credits, and --max-credits is 1.5.")
        .contains("next:  Raise --max-credits, or ask for less.");
    assertThat(Run.against(emulator, "image", "A cat", "--max-credits", "0", "--no-wait").exit())
        .isEqualTo(13);
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void whatHasNoPriceIsNotSent() {
    Run run =
        Run.against(
            emulator, "image", "A cat", "--model", "tomorrow-1", "--max-credits", "9", "-o", out);
    assertThat(run.exit()).isEqualTo(13);
    assertThat(run.err())
        .contains("what it may cost is unknown")
        .contains("next:  To send it all the same, leave --max-credits out.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void creditsAreToldWhenItIsMade() {
    Run run = Run.against(emulator, "image", "A cat", "--max-credits", "1.6", "-o", out);
    assertThat(run.succeeded().err()).contains("Used 1.6 credits.");
    assertThat(run.out().lines()).as("stdout is for the path alone").hasSize(1);
  }

  @Test
  void amountThatCannotBeOneIsRefused() {
    Run negative = Run.against(emulator, "image", "A cat", "--max-credits=-1");
    assertThat(negative.exit()).isEqualTo(2);
    assertThat(negative.err()).contains("--max-credits must not be negative, but was -1");
    assertThat(Run.against(emulator, "image", "A cat", "--max-credits", "lots").exit())
        .isEqualTo(2);
  }
}
