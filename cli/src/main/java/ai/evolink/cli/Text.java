package ai.evolink.cli;

/** Small matters of text. */
final class Text {
  private static final int LONGEST = 2_000;

  private Text() {}

  /**
   * The text on one line and without control characters, which could make a terminal do things:
   * much of what is printed here was written by a server.
   */
  static String harmless(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean control =
                  Character.isISOControl(c)
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              // Bidirectional overrides can make a line read as something else.
              boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
              clean.appendCodePoint(control || direction ? ' ' : c);
            });
    return clean.toString();
  }

  /** The beginning of a text that may be a whole file, as {@code data:} links are. */
  static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }

  /** A word for a POSIX shell, quoted if it must be. */
  static String shellWord(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
