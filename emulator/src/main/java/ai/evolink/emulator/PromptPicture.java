package ai.evolink.emulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The picture that stands for a result: the prompt on a background that is the prompt's own, with
 * the model below. The same arguments make the same bytes.
 */
final class PromptPicture {

  private static final int WHITE = 0xffffff;

  private PromptPicture() {}

  static byte[] png(String prompt, String size, String model) {
    PictureSize pixels = PictureSize.of(size);
    Canvas canvas = new Canvas(pixels.width(), pixels.height());
    background(canvas, prompt);
    int shorter = Math.min(canvas.width(), canvas.height());
    int margin = shorter / 12;
    int footer = footer(canvas, model, margin);
    String text = prompt.isBlank() ? "(no prompt)" : prompt.strip();
    int width = canvas.width() - 2 * margin;
    int height = canvas.height() - 2 * margin - footer;
    TextBlock.fit(text, width, height, Math.max(3, shorter / 72))
        .draw(canvas, margin, margin, width, height);
    return PngFile.write(canvas, prompt);
  }

  private static void background(Canvas canvas, String prompt) {
    SplittableRandom random = new SplittableRandom(prompt.hashCode());
    int hue = random.nextInt(360);
    canvas.gradient(colour(hue, 0.50, 0.37), colour(hue + 48, 0.58, 0.20));
    int longer = Math.max(canvas.width(), canvas.height());
    for (int i = 0; i < 5; i++) {
      canvas.disc(
          random.nextInt(canvas.width()),
          random.nextInt(canvas.height()),
          longer / 12 + random.nextInt(longer / 5),
          i % 2 == 0 ? WHITE : 0x000000,
          i % 2 == 0 ? 14 : 20);
    }
  }

  /** Writes the footer and tells how much room it takes from the margin up. */
  private static int footer(Canvas canvas, String model, int margin) {
    List<Glyph> left = Typeface.line(model);
    List<Glyph> right = Typeface.line("evolink emulator");
    int width = canvas.width() - 2 * margin;
    int needed = TextBlock.width(left) + 12 + TextBlock.width(right);
    boolean both = needed <= width / 2 || needed <= width;
    int scale = Math.max(1, Math.min(3, width / (both ? needed : TextBlock.width(left))));
    int top = canvas.height() - margin - Glyph.HEIGHT * scale;
    canvas.rectangle(margin, top - 6 * scale, width, Math.max(1, scale / 2), WHITE, 90);
    TextBlock.drawLine(canvas, left, margin, top, scale, WHITE, 200);
    if (both) {
      int start = margin + width - TextBlock.width(right) * scale;
      TextBlock.drawLine(canvas, right, start, top, scale, WHITE, 200);
    }
    return (Glyph.HEIGHT + 10) * scale;
  }

  /** A colour from hue in degrees, saturation and lightness. */
  private static int colour(int hue, double saturation, double lightness) {
    double chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
    int rgb = 0;
    for (int offset : new int[] {0, 8, 4}) {
      double k = (offset + hue / 30.0) % 12;
      double value = lightness - chroma / 2 * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
      rgb = rgb << 8 | (int) Math.round(value * 255);
    }
    return rgb;
  }
}
