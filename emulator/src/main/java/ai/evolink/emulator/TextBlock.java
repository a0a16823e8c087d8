package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.List;

/** A text set as large as its box allows: broken into lines between words, centred. */
final class TextBlock {

  private static final int GAP = 1;
  private static final int LEADING = 12;

  /** Above this scale words are kept whole, and the text rather gets smaller. */
  private static final int MAX_BROKEN_SCALE = 4;

  private static final int MAX_BALANCED = 6;

  private final List<List<Glyph>> lines;
  private final int scale;

  private TextBlock(List<List<Glyph>> lines, int scale) {
    this.lines = lines;
    this.scale = scale;
  }

  static TextBlock fit(String text, int width, int height, int maxScale) {
    List<List<List<Glyph>>> paragraphs = Typeface.paragraphs(text);
    for (int scale = maxScale; scale > 1; scale--) {
      int units = width / scale;
      List<List<Glyph>> lines = wrap(paragraphs, units);
      boolean whole = scale <= MAX_BROKEN_SCALE || longestWord(paragraphs) <= units;
      if (whole && lines.size() * LEADING * scale <= height) {
        return new TextBlock(balance(paragraphs, lines, units), scale);
      }
    }
    List<List<Glyph>> lines = wrap(paragraphs, width);
    int room = Math.max(1, height / LEADING);
    return new TextBlock(lines.size() > room ? lines.subList(0, room) : lines, 1);
  }

  /** Draws it around the middle of a box, with a shadow that keeps it legible. */
  void draw(Canvas canvas, int left, int top, int width, int height) {
    int y = top + (height - (lines.size() * LEADING - (LEADING - Glyph.HEIGHT)) * scale) / 2;
    for (List<Glyph> line : lines) {
      int x = left + (width - width(line) * scale) / 2;
      int shadow = Math.max(1, scale / 3);
      drawLine(canvas, line, x + shadow, y + shadow, scale, 0x000000, 90);
      drawLine(canvas, line, x, y, scale, 0xffffff, 255);
      y += LEADING * scale;
    }
  }

  /** Draws one line of glyphs from a pixel to the right. */
  static void drawLine(
      Canvas canvas, List<Glyph> line, int x, int y, int scale, int rgb, int alpha) {
    int left = x;
    for (Glyph glyph : line) {
      glyph.draw(canvas, left, y, scale, rgb, alpha);
      left += (glyph.width() + GAP) * scale;
    }
  }

  /** Width of a line in units. */
  static int width(List<Glyph> line) {
    int width = 0;
    for (Glyph glyph : line) {
      width += glyph.width() + GAP;
    }
    return Math.max(0, width - GAP);
  }

  private static int longestWord(List<List<List<Glyph>>> paragraphs) {
    return paragraphs.stream().flatMap(List::stream).mapToInt(TextBlock::width).max().orElse(0);
  }

  /** Narrows a few lines as far as they stay as few, so that no word is left alone on the last. */
  private static List<List<Glyph>> balance(
      List<List<List<Glyph>>> paragraphs, List<List<Glyph>> lines, int units) {
    List<List<Glyph>> best = lines;
    int least = longestWord(paragraphs);
    for (int narrower = units - 1; narrower >= least && best.size() <= MAX_BALANCED; narrower--) {
      List<List<Glyph>> candidate = wrap(paragraphs, narrower);
      if (candidate.size() > best.size()) {
        break;
      }
      best = candidate;
    }
    return best;
  }

  private static List<List<Glyph>> wrap(List<List<List<Glyph>>> paragraphs, int units) {
    List<List<Glyph>> lines = new ArrayList<>();
    for (List<List<Glyph>> words : paragraphs) {
      List<Glyph> line = new ArrayList<>();
      for (List<Glyph> word : words) {
        if (!line.isEmpty() && width(line) + Glyph.SPACE.width() + 2 * GAP + width(word) > units) {
          lines.add(line);
          line = new ArrayList<>();
        }
        if (!line.isEmpty()) {
          line.add(Glyph.SPACE);
        }
        for (Glyph glyph : word) {
          if (!line.isEmpty() && width(line) + GAP + glyph.width() > units) {
            lines.add(line);
            line = new ArrayList<>();
          }
          line.add(glyph);
        }
      }
      lines.add(line);
    }
    return lines;
  }
}
