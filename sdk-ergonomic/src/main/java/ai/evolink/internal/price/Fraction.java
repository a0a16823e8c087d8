package ai.evolink.internal.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An exact number, in lowest terms with a positive denominator. Immutable. */
record Fraction(BigInteger over, BigInteger under) implements Comparable<Fraction> {
  static final Fraction ZERO = of(0);
  static final Fraction ONE = of(1);

  /** No price needs more; beyond that, a rule could take any amount of memory. */
  private static final int MOST_BITS = 16_384;

  private static final int LONGEST = 128;
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  static Fraction of(long value) {
    return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
  }

  private static Fraction of(BigInteger over, BigInteger under) {
    if (over.bitLength() > MOST_BITS || under.bitLength() > MOST_BITS) {
      throw new UnpricedException("a number is too long");
    }
    BigInteger common = over.gcd(under);
    if (under.signum() < 0) {
      common = common.negate();
    }
    return common.equals(BigInteger.ONE)
        ? new Fraction(over, under)
        : new Fraction(over.divide(common), under.divide(common));
  }

  /** {@return the number that {@code text} writes as a decimal; null if it is none} */
  static @Nullable Fraction parse(String text) {
    return text.length() <= LONGEST && DECIMAL.matcher(text).matches()
        ? of(new BigDecimal(text))
        : null;
  }

  static Fraction of(BigDecimal value) {
    return value.scale() <= 0
        ? of(value.toBigIntegerExact(), BigInteger.ONE)
        : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  Fraction plus(Fraction that) {
    return of(over.multiply(that.under).add(that.over.multiply(under)), under.multiply(that.under));
  }

  Fraction minus(Fraction that) {
    return plus(new Fraction(that.over.negate(), that.under));
  }

  Fraction times(Fraction that) {
    return of(over.multiply(that.over), under.multiply(that.under));
  }

  /** Divides by a number that is not zero. */
  Fraction by(Fraction that) {
    return of(over.multiply(that.under), under.multiply(that.over));
  }

  Fraction floor() {
    BigInteger[] parts = over.divideAndRemainder(under);
    return whole(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  Fraction ceil() {
    BigInteger[] parts = over.divideAndRemainder(under);
    return whole(parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]);
  }

  /** {@return the nearest whole number; of two, the one that is further from zero} */
  Fraction halfUp() {
    BigInteger twice = under.shiftLeft(1);
    BigInteger size = over.abs().shiftLeft(1).add(under).divide(twice);
    return whole(over.signum() < 0 ? size.negate() : size);
  }

  private static Fraction whole(BigInteger value) {
    return new Fraction(value, BigInteger.ONE);
  }

  boolean isWhole() {
    return under.equals(BigInteger.ONE);
  }

  int signum() {
    return over.signum();
  }

  Fraction min(Fraction that) {
    return compareTo(that) <= 0 ? this : that;
  }

  Fraction max(Fraction that) {
    return compareTo(that) >= 0 ? this : that;
  }

  @Override
  public int compareTo(Fraction that) {
    return over.multiply(that.under).compareTo(that.over.multiply(under));
  }

  /** {@return the number; of 34 digits, if it has no end as a decimal} */
  BigDecimal decimal() {
    return new BigDecimal(over).divide(new BigDecimal(under), MathContext.DECIMAL128);
  }

  /** {@return a whole number of ten-thousandths as a decimal} */
  BigDecimal tenThousandths() {
    return new BigDecimal(over, 4);
  }

  /** {@return the number as a decimal, if that has an end} */
  @Override
  public String toString() {
    try {
      return new BigDecimal(over).divide(new BigDecimal(under)).toPlainString();
    } catch (ArithmeticException e) { // it has no end as a decimal
      return over + "/" + under;
    }
  }
}
