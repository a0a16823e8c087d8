package ai.evolink.internal.text;

/** Makes text from outside safe for a log line or an exception message. */
public final class OneLine {
  private OneLine() {}

  /**
   * {@return {@code text} with each run of white space and control characters replaced by one
   * space}
   */
  public static String of(String text) {
    return upTo(text, Integer.MAX_VALUE);
  }

  /**
   * {@return {@link #of(String)}, or its first {@code max} characters and an ellipsis} Reads no
   * more of the text than that: it may be that of an answer, and long.
   */
  public static String of(String text, int max) {
    return cut(upTo(text, max), max);
  }

  private static String upTo(String text, int max) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), 512));
    boolean gap = false;
    for (int i = 0; i < text.length() && out.length() <= max; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        gap = true;
        continue;
      }
      if (gap && !out.isEmpty()) {
        out.append(' ');
      }
      gap = false;
      out.append(c);
    }
    return out.toString();
  }

  /** {@return {@code text}, or its first {@code max} characters and an ellipsis} */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }
}
