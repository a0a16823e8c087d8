package ai.evolink.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  @Test
  void nobodyIsMadeToWaitForADay() {
    assertThat(RetryDelay.believable(Duration.ofDays(1))).isNull();
    assertThat(RetryDelay.believable(Duration.ofHours(1).plusNanos(1))).isNull();
    assertThat(RetryDelay.believable(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    assertThat(RetryDelay.believable(null)).isNull();
  }
}
