package ai.evolink.emulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a picture is. */
record PictureSize(int width, int height) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[:xX*×]\\s*(\\d{1,5})");
  private static final double AREA = 1024 * 1024;
  private static final double MAX_RATIO = 8;

  /**
   * About a million pixels of the shape that a request asks for, as {@code 16:9} or {@code
   * 1024x768}; square if it leaves that open.
   */
  static PictureSize of(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    double ratio = 1;
    if (matcher.matches()) {
      double width = Math.max(1, Integer.parseInt(matcher.group(1)));
      double height = Math.max(1, Integer.parseInt(matcher.group(2)));
      ratio = Math.max(1 / MAX_RATIO, Math.min(MAX_RATIO, width / height));
    }
    return new PictureSize(side(Math.sqrt(AREA * ratio)), side(Math.sqrt(AREA / ratio)));
  }

  private static int side(double length) {
    return (int) Math.round(length / 8) * 8;
  }
}
