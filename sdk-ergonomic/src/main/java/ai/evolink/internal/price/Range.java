package ai.evolink.internal.price;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All numbers from {@code low} to {@code high}. A number that is known is a range of one, so the
 * arithmetic of ranges is exact for known numbers, and bounds the result for others.
 *
 * @param low null if there is no least number
 * @param high null if there is no greatest number
 */
record Range(@Nullable Fraction low, @Nullable Fraction high) {
  static final Range ALL = new Range(null, null);

  static Range of(Fraction value) {
    return new Range(value, value);
  }

  /** {@return the number, if it is known; null if there are several} */
  @Nullable Fraction point() {
    return low != null && high != null && low.compareTo(high) == 0 ? low : null;
  }

  Range plus(Range that) {
    return new Range(
        low == null || that.low == null ? null : low.plus(that.low),
        high == null || that.high == null ? null : high.plus(that.high));
  }

  Range minus(Range that) {
    return plus(that.negated());
  }

  private Range negated() {
    return new Range(
        high == null ? null : Fraction.ZERO.minus(high),
        low == null ? null : Fraction.ZERO.minus(low));
  }

  Range times(Range that) {
    if (isZero() || that.isZero()) {
      return of(Fraction.ZERO);
    }
    if (low != null && high != null && that.low != null && that.high != null) {
      Fraction[] corners = {
        low.times(that.low), low.times(that.high), high.times(that.low), high.times(that.high)
      };
      return new Range(
          Stream.of(corners).reduce(Fraction::min).orElseThrow(),
          Stream.of(corners).reduce(Fraction::max).orElseThrow());
    }
    if (low != null && low.signum() >= 0 && that.low != null && that.low.signum() >= 0) {
      return new Range(
          low.times(that.low), high == null || that.high == null ? null : high.times(that.high));
    }
    return ALL;
  }

  private boolean isZero() {
    Fraction point = point();
    return point != null && point.signum() == 0;
  }

  /**
   * @throws UnpricedException if {@code that} is zero
   */
  Range by(Range that) {
    if (that.isZero()) {
      throw new UnpricedException("it divides by zero");
    }
    if (that.low != null && that.low.signum() > 0) {
      return times(
          new Range(
              that.high == null ? Fraction.ZERO : Fraction.ONE.by(that.high),
              Fraction.ONE.by(that.low)));
    }
    if (that.high != null && that.high.signum() < 0) {
      return negated().by(that.negated());
    }
    return ALL;
  }

  Range min(Range that) {
    return new Range(
        low == null || that.low == null ? null : low.min(that.low),
        high == null ? that.high : that.high == null ? high : high.min(that.high));
  }

  Range max(Range that) {
    return new Range(
        low == null ? that.low : that.low == null ? low : low.max(that.low),
        high == null || that.high == null ? null : high.max(that.high));
  }

  /** {@return the least range that has all numbers of both} */
  Range or(Range that) {
    return new Range(
        low == null || that.low == null ? null : low.min(that.low),
        high == null || that.high == null ? null : high.max(that.high));
  }

  /** Applies a function that never falls. */
  Range map(UnaryOperator<Fraction> rising) {
    Fraction point = point();
    if (point != null) {
      return of(rising.apply(point));
    }
    return new Range(
        low == null ? null : rising.apply(low), high == null ? null : rising.apply(high));
  }

  /** {@return whether all numbers here are less than all of those; false if only some may be} */
  boolean isBelow(Range that) {
    return high != null && that.low != null && high.compareTo(that.low) < 0;
  }

  /** {@return whether all numbers here are at most all of those} */
  boolean isNotAbove(Range that) {
    return high != null && that.low != null && high.compareTo(that.low) <= 0;
  }

  boolean isSamePoint(Range that) {
    Fraction mine = point();
    return mine != null
        && that.point() != null
        && mine.compareTo(Objects.requireNonNull(that.point())) == 0;
  }
}
