package ai.evolink.internal.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Formats durations for people. */
public final class Durations {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** In seconds; a longer duration is only meant to be unlimited. */
  private static final long LONGEST = 100 * 365 * DAY;

  private Durations() {}

  /**
   * {@return the duration as text, for instance {@code 250 ms}, {@code 2 s}, {@code 1 h 30 min} or
   * {@code 3 d}} At most two units; smaller ones are cut off, never rounded up.
   */
  public static String words(Duration time) {
    if (time.isNegative()) {
      return "-" + (time.getSeconds() <= -LONGEST ? "100 years" : words(time.negated()));
    }
    long seconds = time.getSeconds();
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
    if (millis == 0 && time.getNano() > 0) {
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
