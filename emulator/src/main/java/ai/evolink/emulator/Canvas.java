package ai.evolink.emulator;

import java.util.Arrays;

/** A raster of RGB pixels. No AWT, so that it works on a machine without fonts or a desktop. */
final class Canvas {

  private final int width;
  private final int height;
  private final int[] pixels;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int[] pixels() {
    return pixels;
  }

  /** Fills everything with a gradient from top to bottom. */
  void gradient(int top, int bottom) {
    for (int y = 0; y < height; y++) {
      int row = mix(top, bottom, height == 1 ? 0 : y * 255 / (height - 1));
      Arrays.fill(pixels, y * width, (y + 1) * width, row);
    }
  }

  /** Paints a rectangle over what is there; {@code alpha} goes from 0, nothing, to 255. */
  void rectangle(int left, int top, int columns, int rows, int rgb, int alpha) {
    int right = Math.min(width, left + columns);
    int bottom = Math.min(height, top + rows);
    for (int y = Math.max(0, top); y < bottom; y++) {
      for (int x = Math.max(0, left); x < right; x++) {
        blend(x, y, rgb, alpha);
      }
    }
  }

  void disc(int centreX, int centreY, int radius, int rgb, int alpha) {
    for (int y = Math.max(0, centreY - radius); y <= Math.min(height - 1, centreY + radius); y++) {
      double reach = Math.sqrt((double) radius * radius - (double) (y - centreY) * (y - centreY));
      int from = (int) Math.round(centreX - reach);
      rectangle(from, y, (int) Math.round(2 * reach), 1, rgb, alpha);
    }
  }

  private void blend(int x, int y, int rgb, int alpha) {
    int at = y * width + x;
    pixels[at] = mix(pixels[at], rgb, alpha);
  }

  /** {@code share} of 255 parts of the second colour in the first. */
  private static int mix(int first, int second, int share) {
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = first >> shift & 0xff;
      int b = second >> shift & 0xff;
      result |= (a + (b - a) * share / 255) << shift;
    }
    return result;
  }
}
