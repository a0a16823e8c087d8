package ai.evolink.internal.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lengths of time as people write them. */
public final class Durations {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** More than this is meant as "for ever". */
  private static final long LONGEST = 100 * 365 * DAY;

  private Durations() {}

  /**
   * {@return {@code 250 ms}, {@code 2 s}, {@code 1 h 30 min}, {@code 3 d}} At most two units; what
   * is smaller is cut off, never rounded up.
   */
  public static String words(Duration time) {
    if (time.isNegative()) {
      return "-" + (time.toSeconds() <= -LONGEST ? "100 years" : words(time.negated()));
    }
    long seconds = time.toSeconds();
    if (seconds >= LONGEST) {
      return "more than 100 years";
    }
    if (seconds < MINUTE) {
      return small(time);
    }
    List<String> parts = new ArrayList<>(4);
    add(parts, seconds / DAY, " d");
    add(parts, seconds % DAY / HOUR, " h");
    add(parts, seconds % HOUR / MINUTE, " min");
    add(parts, seconds % MINUTE, " s");
    return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static String small(Duration time) {
    long millis = time.toMillis();
    if (millis == 0 && !time.isZero()) {
      return "less than 1 ms";
    }
    if (millis == 0) {
      return "0 s";
    }
    return millis < 1000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + unit);
    }
  }
}
