package ai.evolink.api;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time as a parameter of an operation: Retrofit writes parameters by their {@code toString}, and
 * that of {@link OffsetDateTime} leaves out zero seconds, which RFC 3339 demands. Immutable; equal
 * if the times are.
 */
public final class DateTimeParameter {
  private final OffsetDateTime time;

  private DateTimeParameter(OffsetDateTime time) {
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * A parameter.
   *
   * @param time with its offset
   * @return never null
   */
  public static DateTimeParameter of(OffsetDateTime time) {
    return new DateTimeParameter(time);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DateTimeParameter that && time.equals(that.time);
  }

  @Override
  public int hashCode() {
    return time.hashCode();
  }

  /** The time as it is sent, such as {@code 2026-01-02T03:04:00Z}. */
  @Override
  public String toString() {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }
}
