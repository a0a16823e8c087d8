package ai.evolink.internal.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Parses a {@code Retry-After} header, which is a number of seconds or an HTTP date. */
public final class RetryAfter {
  /** The longest delay that is accepted; a longer one is taken for a wrong clock. */
  private static final Duration CAP = Duration.ofDays(1);

  private static final String HEADER = "Retry-After";
  private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /**
   * {@return the delay that an answer asks for, never negative; null if it asks for none} A date is
   * compared with the {@code Date} header of the answer if there is one, so that the clocks need
   * not agree.
   */
  public static @Nullable Duration of(Headers answer, Instant now) {
    return parse(answer.get(HEADER), answer.get("Date"), now);
  }

  static @Nullable Duration parse(
      @Nullable String header, @Nullable String sent, Instant received) {
    if (header == null || header.isBlank() || header.length() > 64) {
      return null;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      // Ten digits are 300 years; more need not be parsed to be capped.
      return text.indexOf('.') > 10 || (text.indexOf('.') < 0 && text.length() > 10)
          ? CAP
          : atMostCap(
              Duration.ofMillis(
                  new BigDecimal(text)
                      .movePointRight(3)
                      .setScale(0, RoundingMode.CEILING)
                      .longValueExact()));
    }
    Instant until = date(text);
    if (until == null) {
      return null;
    }
    Instant from = sent == null || sent.length() > 64 ? null : date(sent.strip());
    try {
      Duration delay = Duration.between(from == null ? received : from, until);
      return delay.isNegative() ? Duration.ZERO : atMostCap(delay);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Instant date(String text) {
    try {
      return ZonedDateTime.parse(text, HTTP_DATE).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration atMostCap(Duration delay) {
    return delay.compareTo(CAP) > 0 ? CAP : delay;
  }
}
