package ai.evolink.emulator;

import java.util.Locale;

/** A box with the number of a character that the typeface does not have. */
final class HexGlyph implements Glyph {

  private static final int WIDTH = 10;

  /** Digits of 3 by 5 dots, row by row, from 0 to F. */
  private static final int[] DIGITS = {
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
    0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010,
    0b111_101_111_101_111, 0b111_101_111_001_111, 0b111_101_111_101_101, 0b110_101_110_101_110,
    0b111_100_100_100_111, 0b110_101_101_101_110, 0b111_100_111_100_111, 0b111_100_111_100_100
  };

  private final String number;

  HexGlyph(int codePoint) {
    String hex = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
    int padding = hex.length() <= 4 ? 4 - hex.length() : 6 - hex.length();
    this.number = "0".repeat(padding) + hex;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void draw(Canvas canvas, int x, int y, int scale, int rgb, int alpha) {
    int side = WIDTH * scale;
    int height = HEIGHT * scale;
    int line = Math.max(1, scale / 2);
    canvas.rectangle(x, y, side, line, rgb, alpha);
    canvas.rectangle(x, y + height - line, side, line, rgb, alpha);
    canvas.rectangle(x, y + line, line, height - 2 * line, rgb, alpha);
    canvas.rectangle(x + side - line, y + line, line, height - 2 * line, rgb, alpha);
    int dot = scale / 2;
    int perRow = number.length() / 2;
    int left = x + (side - (perRow * 4 - 1) * dot) / 2;
    int top = y + (height - 11 * dot) / 2;
    for (int i = 0; i < number.length(); i++) {
      int digit = Character.digit(number.charAt(i), 16);
      int digitLeft = left + i % perRow * 4 * dot;
      digit(canvas, digit, digitLeft, top + i / perRow * 6 * dot, dot, rgb, alpha);
    }
  }

  private static void digit(
      Canvas canvas, int digit, int left, int top, int dot, int rgb, int alpha) {
    for (int bit = 0; bit < 15; bit++) {
      if ((DIGITS[digit] >> (14 - bit) & 1) == 1) {
        canvas.rectangle(left + bit % 3 * dot, top + bit / 3 * dot, dot, dot, rgb, alpha);
      }
    }
  }
}
