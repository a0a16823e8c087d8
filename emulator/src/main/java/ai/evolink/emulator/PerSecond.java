package ai.evolink.emulator;

import java.math.BigDecimal;

/** A price by the second, with what changes it. Immutable. */
final class PerSecond {

  private final BigDecimal rate;
  private final BigDecimal least;
  private final Factors byQuality;
  private final String usual;

  private PerSecond(BigDecimal rate, BigDecimal least, Factors byQuality, String usual) {
    this.rate = rate;
    this.least = least;
    this.byQuality = byQuality;
    this.usual = usual;
  }

  static PerSecond of(String credits) {
    return new PerSecond(new BigDecimal(credits), BigDecimal.ZERO, Factors.NONE, "720p");
  }

  /** Not less than this in all. */
  PerSecond least(String credits) {
    return new PerSecond(rate, new BigDecimal(credits), byQuality, usual);
  }

  /** Times so much, by the quality. */
  PerSecond by(String... qualitiesAndFactors) {
    return new PerSecond(rate, least, Factors.of(qualitiesAndFactors), usual);
  }

  /** The quality of a request that names none, if the documentation has no default: else 720p. */
  PerSecond usually(String quality) {
    return new PerSecond(rate, least, byQuality, quality);
  }

  /** What so many seconds cost. */
  BigDecimal of(Asked asked, BigDecimal seconds) {
    return of(asked, seconds, byQuality.at(asked.word("quality", usual)));
  }

  /** What so many seconds cost, by a factor that does not follow from the quality alone. */
  BigDecimal of(Asked asked, BigDecimal seconds, BigDecimal factor) {
    return asked.credits(rate.multiply(seconds).multiply(factor)).max(asked.credits(least));
  }

  /** By the duration of the request, which is so long if it does not say. */
  PriceTable.Plain lasting(int usualSeconds) {
    return asked -> of(asked, asked.number("duration", usualSeconds));
  }

  /** By a length that only the service measures. */
  PriceTable.Plain measured() {
    return asked -> of(asked, Guess.SECONDS);
  }
}
