package ai.evolink.emulator;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Words the {@code Retry-After} header. */
final class RetryAfter {

  private RetryAfter() {}

  static String of(Fault fault, Duration wait, EmulatorClock clock) {
    return fault.isRetryAfterDate()
        ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.now().plus(wait).atOffset(ZoneOffset.UTC))
        : Long.toString(wait.plusNanos(999_999_999).toSeconds());
  }
}
