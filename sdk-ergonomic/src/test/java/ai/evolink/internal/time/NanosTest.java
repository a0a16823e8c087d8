package ai.evolink.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NanosTest {
  private static final Duration HUNDRED_YEARS = Duration.ofDays(36_500);

  @Test
  void durationIsKeptToTheNanosecond() {
    assertThat(Nanos.of(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(Nanos.of(HUNDRED_YEARS.minusNanos(1))).isEqualTo(Nanos.MAX - 1);
  }

  @Test
  void whatIsLongerThanAHundredYearsIsAHundredYears() {
    assertThat(Nanos.of(HUNDRED_YEARS)).isEqualTo(Nanos.MAX);
    assertThat(Nanos.of(HUNDRED_YEARS.plusSeconds(1))).isEqualTo(Nanos.MAX);
    assertThat(Nanos.of(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Nanos.MAX);
    assertThat(Nanos.ofSeconds(1e300)).isEqualTo(Nanos.MAX);
  }

  @Test
  void negativeDurationIsNone() {
    assertThat(Nanos.of(Duration.ofNanos(-1))).isZero();
    assertThat(Nanos.of(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    assertThat(Nanos.ofSeconds(-0.5)).isZero();
    assertThat(Nanos.ofSeconds(Double.NaN)).isZero();
  }

  @Test
  void secondsAreThereAndBack() {
    assertThat(Nanos.seconds(1_500_000_000)).isEqualTo(1.5);
    assertThat(Nanos.ofSeconds(1.5)).isEqualTo(1_500_000_000);
  }
}
