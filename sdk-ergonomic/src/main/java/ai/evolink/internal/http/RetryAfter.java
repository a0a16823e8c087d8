package ai.evolink.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parses a {@code Retry-After} header, which is a number of seconds or an HTTP date. */
public final class RetryAfter {
  /** The longest delay that is accepted; a longer one is taken for a wrong clock. */
  private static final Duration CAP = Duration.ofDays(1);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /**
   * {@return the delay from {@code now}, never negative; null if the header is missing or cannot be
   * parsed}
   */
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null || header.isBlank() || header.length() > 64) {
      return null;
    }
    String text = header.strip();
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      // Ten digits are 300 years; more need not be parsed to be capped.
      return text.length() > 10 ? CAP : atMostCap(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Duration delay = Duration.between(now, ZonedDateTime.parse(text, HTTP_DATE).toInstant());
      return delay.isNegative() ? Duration.ZERO : atMostCap(delay);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Duration atMostCap(Duration delay) {
    return delay.compareTo(CAP) > 0 ? CAP : delay;
  }
}
