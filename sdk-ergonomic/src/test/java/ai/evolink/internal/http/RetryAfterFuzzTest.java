package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.FuzzRun;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any {@code Retry-After} is a delay between nothing and a day, or no delay at all. */
@Tag("fuzz")
class RetryAfterFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  @FuzzTest
  void anyHeaderIsABoundedDelay(byte[] header) {
    RUN.begin();
    Duration delay = RetryAfter.parse(new String(header, StandardCharsets.UTF_8), NOW);
    if (delay != null) {
      assertThat(delay).isBetween(Duration.ZERO, Duration.ofDays(1));
    }
  }
}
