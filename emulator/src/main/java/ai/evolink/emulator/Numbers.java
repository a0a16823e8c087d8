package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;

/** Times as JSON has them: seconds, with a fraction if need be. */
final class Numbers {

  private Numbers() {}

  static BigDecimal seconds(Duration time) {
    BigDecimal nanos = BigDecimal.valueOf(time.getNano(), 9);
    BigDecimal sum = BigDecimal.valueOf(time.getSeconds()).add(nanos).stripTrailingZeros();
    return sum.scale() < 0 ? sum.setScale(0) : sum;
  }

  static Duration duration(BigDecimal seconds) {
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }
}
