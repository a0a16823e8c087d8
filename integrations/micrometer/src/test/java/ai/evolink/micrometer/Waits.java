package ai.evolink.micrometer;

import ai.evolink.PollPolicy;
import ai.evolink.WaitOptions;
import java.time.Duration;

final class Waits {
  /** Asks often, since the tasks of these tests take no time. */
  static final WaitOptions OFTEN =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(20)))
          .deadline(Duration.ofMinutes(2))
          .build();

  private Waits() {}
}
