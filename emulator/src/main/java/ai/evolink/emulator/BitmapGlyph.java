package ai.evolink.emulator;

/** A character made of square dots. Where dots touch by a corner only, the gap is bridged. */
final class BitmapGlyph implements Glyph {

  private final boolean[][] dots;
  private final int width;

  private BitmapGlyph(boolean[][] dots, int width) {
    this.dots = dots;
    this.width = width;
  }

  /** Cuts a glyph out of rows of text in which {@code #} is a dot; blank columns are trimmed. */
  static BitmapGlyph cut(String[] rows, int left, int columns) {
    int first = columns;
    int last = 0;
    for (String row : rows) {
      for (int column = 0; column < columns; column++) {
        if (row.charAt(left + column) == '#') {
          first = Math.min(first, column);
          last = Math.max(last, column);
        }
      }
    }
    int width = last - first + 1;
    boolean[][] dots = new boolean[rows.length][width];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < width; x++) {
        dots[y][x] = rows[y].charAt(left + first + x) == '#';
      }
    }
    return new BitmapGlyph(dots, width);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void draw(Canvas canvas, int x, int y, int scale, int rgb, int alpha) {
    for (int row = 0; row < dots.length; row++) {
      for (int column = 0; column < width; column++) {
        int left = x + column * scale;
        int top = y + row * scale;
        if (dots[row][column]) {
          canvas.rectangle(left, top, scale, scale, rgb, alpha);
        } else {
          bridge(canvas, row, column, left, top, scale, rgb, alpha);
        }
      }
    }
  }

  /** Fills the corners of an empty cell that lie between two dots which touch by a corner. */
  private void bridge(
      Canvas canvas, int row, int column, int left, int top, int scale, int rgb, int alpha) {
    int leg = scale / 2;
    for (int down = -1; down <= 1; down += 2) {
      for (int right = -1; right <= 1; right += 2) {
        boolean between =
            dot(row + down, column) && dot(row, column + right) && !dot(row + down, column + right);
        for (int step = 0; between && step < leg; step++) {
          int length = leg - step;
          int lineTop = down < 0 ? top + step : top + scale - 1 - step;
          int lineLeft = right < 0 ? left : left + scale - length;
          canvas.rectangle(lineLeft, lineTop, length, 1, rgb, alpha);
        }
      }
    }
  }

  private boolean dot(int row, int column) {
    return row >= 0 && row < dots.length && column >= 0 && column < width && dots[row][column];
  }
}
