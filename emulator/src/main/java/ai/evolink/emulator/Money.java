package ai.evolink.emulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.node.ObjectNode;

/** Amounts as the price list writes them: the same one in four units, as decimal text. */
final class Money {

  /** The digits of a credit: its ten-thousandths are what is booked. */
  static final int SCALE = 4;

  private static final BigDecimal CREDITS_A_DOLLAR = BigDecimal.valueOf(68);
  private static final int MORE_DIGITS = 10;

  private Money() {}

  /** The amount to the nearest that can be booked, away from zero if it lies between two. */
  static BigDecimal booked(BigDecimal credits) {
    return credits.setScale(SCALE, RoundingMode.HALF_UP);
  }

  /** All four; a rate may have digits beyond what can be booked. */
  static ObjectNode of(BigDecimal credits) {
    BigDecimal dollars = credits.divide(CREDITS_A_DOLLAR, MORE_DIGITS, RoundingMode.HALF_UP);
    return Json.object()
        .put("uc", text(credits.movePointRight(SCALE)))
        .put("credits", text(credits))
        .put("cny", text(credits.movePointLeft(1)))
        .put("usd", text(dollars));
  }

  /** The same number without zeros at the end of its decimals. */
  static BigDecimal bare(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String text(BigDecimal number) {
    return bare(number).toPlainString();
  }
}
