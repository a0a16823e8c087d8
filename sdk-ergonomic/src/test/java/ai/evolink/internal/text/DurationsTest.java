package ai.evolink.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.000000001S, less than 1 ms",
    "PT0.25S, 250 ms",
    "PT2S, 2 s",
    "PT2.5S, 2.5 s",
    "PT59.999S, 59.999 s",
    "PT1M, 1 min",
    "PT1M30.5S, 1 min 30 s",
    "PT1H, 1 h",
    "PT1H0M5S, 1 h 5 s",
    "PT26H30M, 1 d 2 h",
    "PT-2S, -2 s",
    "PT2562047788015215H, more than 100 years"
  })
  void lengthIsWrittenAsPeopleDo(Duration time, String words) {
    assertThat(Durations.words(time)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807", "-9223372036854775808"})
  void everyLengthHasWords(long seconds) {
    assertThat(Durations.words(Duration.ofSeconds(seconds))).contains("100 years");
  }
}
