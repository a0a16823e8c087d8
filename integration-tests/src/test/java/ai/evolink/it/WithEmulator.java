package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.PollPolicy;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.EvolinkEmulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of which each has an emulator of its own, and a client of the SDK that talks to it. */
abstract class WithEmulator {
  /** Asks often, since the tasks of these tests take a moment only. */
  static final WaitOptions OFTEN =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(20)))
          .deadline(Duration.ofSeconds(30))
          .build();

  private final EvolinkEmulator.Builder settings;
  EvolinkEmulator emulator;
  EvolinkClient evolink;

  WithEmulator(EvolinkEmulator.Builder settings) {
    this.settings = settings;
  }

  @BeforeEach
  final void start() {
    emulator = settings.start();
    evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build();
  }

  @AfterEach
  final void stop() {
    evolink.close();
    emulator.close();
  }
}
