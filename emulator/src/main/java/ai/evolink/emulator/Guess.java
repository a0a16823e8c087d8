package ai.evolink.emulator;

import java.math.BigDecimal;

/**
 * What stands for everything that the service measures and the emulator does not: its own figures,
 * chosen to be simple.
 */
final class Guess {

  /** Each video or sound that goes in, and each that comes out and whose length nobody chose. */
  static final BigDecimal SECONDS = BigDecimal.valueOf(5);

  /** A picture that goes in or comes out, and a second of video, in thousands of tokens. */
  static final BigDecimal THOUSAND_TOKENS = BigDecimal.ONE;

  /** What a layered picture is made of. */
  static final BigDecimal LAYERS = BigDecimal.valueOf(3);

  /** What it may be made of at most. */
  static final BigDecimal MOST_LAYERS = BigDecimal.valueOf(17);

  /** All input video, and what a model makes of a video whose length is left to it, at most. */
  static final BigDecimal LONGEST = BigDecimal.valueOf(30);

  private Guess() {}
}
