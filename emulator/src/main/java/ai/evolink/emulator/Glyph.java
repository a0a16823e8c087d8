package ai.evolink.emulator;

/** One character as it is drawn, in units that a scale turns into pixels. */
interface Glyph {

  /** Rows in all: seven above the baseline, and what hangs below it. */
  int HEIGHT = 9;

  /** What stands between words: nothing to see. */
  Glyph SPACE =
      new Glyph() {
        @Override
        public int width() {
          return 2;
        }

        @Override
        public void draw(Canvas canvas, int x, int y, int scale, int rgb, int alpha) {}
      };

  /** Width in units, without the gap to the next one. */
  int width();

  /** Draws it with its upper left corner at a pixel. */
  void draw(Canvas canvas, int x, int y, int scale, int rgb, int alpha);
}
