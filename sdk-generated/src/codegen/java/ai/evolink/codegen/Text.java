package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text of the document as text of Java: nothing in it can be anything else. */
final class Text {
  private static final Pattern PLAIN_CODE = Pattern.compile("[\\p{Alnum} .,:;+_=()\\[\\]/-]+");

  private Text() {}

  /** A string literal, quotes included. */
  static String literal(String text) {
    return '"' + inLiteral(text) + '"';
  }

  /** What stands between the quotes of a literal. */
  static String inLiteral(String text) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> java.append("\\\"");
        case '\\' -> java.append("\\\\");
        case '\n' -> java.append("\\n");
        case '\r' -> java.append("\\r");
        case '\t' -> java.append("\\t");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c) || isInvisible(c)) {
            java.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            java.append(c);
          }
        }
      }
    }
    return java.toString();
  }

  /** Marks of direction and the like could make code look like other code. */
  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** Prose on one line of a Javadoc comment: no tag, no markup, and no way out of the comment. */
  static String prose(String text) {
    StringBuilder doc = new StringBuilder();
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> doc.append("&amp;");
        case '<' -> doc.append("&lt;");
        case '>' -> doc.append("&gt;");
        case '@' -> doc.append("&#64;");
        case '{' -> doc.append("&#123;");
        case '}' -> doc.append("&#125;");
        case '\\' -> doc.append("&#92;");
        case '/' -> doc.append(i > 0 && line.charAt(i - 1) == '*' ? "&#47;" : "/");
        default -> {
          if ((Character.isSurrogate(c) && !isPaired(line, i)) || isInvisible(c)) {
            doc.append(' ');
          } else {
            doc.append(c);
          }
        }
      }
    }
    return doc.toString();
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** Prose as paragraphs, which blank lines part. */
  static List<String> paragraphs(String text) {
    List<String> paragraphs = new ArrayList<>();
    for (String paragraph : text.split("\\R\\s*\\R", -1)) {
      if (!paragraph.isBlank()) {
        paragraphs.add(prose(paragraph));
      }
    }
    return paragraphs;
  }

  /** A word in the font of code. */
  static String code(String word) {
    if (PLAIN_CODE.matcher(word).matches() && !word.isBlank()) {
      return "{@code " + word + "}";
    }
    return "<code>" + prose(inLiteral(word)) + "</code>";
  }
}
