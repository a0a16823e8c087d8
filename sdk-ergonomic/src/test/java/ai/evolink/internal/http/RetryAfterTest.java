package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 30 ', 30",
    "86400, 86400",
    "86401, 86400",
    "99999999999999, 86400"
  })
  void secondsAreReadAndCappedAtADay(String header, long seconds) {
    assertThat(RetryAfter.parse(header, null, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void httpDateIsTheDistanceFromNow() {
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:05 GMT", null, NOW))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void httpDateInThePastIsNoDelay() {
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:00:00 GMT", null, NOW))
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "-1", "1.", ".5", "1,5", "soon", "Fri, 99 Jan 2026 03:00:00 GMT", "٣"})
  void nonsenseIsNoDelayAtAll(String header) {
    assertThat(RetryAfter.parse(header, null, NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1.5, 1500", "0.0004, 1", "2.25, 2250", "99999999999.5, 86400000"})
  void fractionsOfASecondCount(String header, long millis) {
    assertThat(RetryAfter.parse(header, null, NOW)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aDateIsMeasuredByTheClockOfWhoSentIt() {
    Headers answer =
        Headers.of(
            "Retry-After",
            "Fri, 02 Jan 2026 02:05:05 GMT",
            "Date",
            "Fri, 02 Jan 2026 02:04:55 GMT");
    assertThat(RetryAfter.of(answer, NOW)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aDateThatCannotBeReadIsMeasuredByOurs() {
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:05 GMT", "yesterday", NOW))
        .isEqualTo(Duration.ofSeconds(60));
  }
}
