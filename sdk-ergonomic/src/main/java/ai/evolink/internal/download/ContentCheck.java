package ai.evolink.internal.download;

import ai.evolink.internal.media.FileEndings;
import ai.evolink.internal.media.MediaSniffer;
import ai.evolink.internal.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a file from a page that a server sends instead, with a status of success. The
 * content counts for more than the {@code Content-Type}, and that for more than the name.
 *
 * @param mediaType the media type of the file; null if it is not known
 * @param page a description of the page that was sent instead of the file; null if it is a file
 */
public record ContentCheck(@Nullable String mediaType, @Nullable String page) {
  /** The number of bytes at the start that are examined. */
  static final int HEAD = 512;

  private static final int EXCERPT = 100;
  private static final Pattern HTML =
      Pattern.compile("<(!doctype html|html|head|body|title|script|meta|!--).*", Pattern.DOTALL);
  private static final Pattern JSON =
      Pattern.compile("(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]\\d]).*", Pattern.DOTALL);

  /**
   * @param declared the {@code Content-Type}; null if there was none
   * @param name the file name in the link
   */
  static ContentCheck of(@Nullable String declared, byte[] head, String name) {
    String type = declared == null ? "" : MediaSniffer.bare(declared);
    boolean page = isPage(type);
    boolean specific = !page && !isGeneric(type);
    String sniffed = MediaSniffer.typeOf(head);
    if (sniffed != null) {
      return new ContentCheck(specific ? type : sniffed, null);
    }
    String byName = FileEndings.typeOf(name);
    if (FileEndings.isText(name) || type.equals("image/svg+xml")) {
      return new ContentCheck(isGeneric(type) ? byName : type, null);
    }
    String text = text(head);
    String language = languageOf(text);
    if (language != null || (page && !(type.equals("text/plain") && isBinary(text)))) {
      String kind = page || language == null ? type : language;
      String excerpt = OneLine.of(text, EXCERPT);
      return new ContentCheck(
          null, "a page (" + kind + ")" + (excerpt.isEmpty() ? "" : " that begins: " + excerpt));
    }
    return new ContentCheck(specific ? type : byName, null);
  }

  private static boolean isPage(String type) {
    return switch (type) {
      case "text/html",
          "text/plain",
          "text/xml",
          "text/json",
          "application/json",
          "application/xml" ->
          true;
      default -> type.endsWith("+json") || (type.endsWith("+xml") && !type.startsWith("image/"));
    };
  }

  private static boolean isGeneric(String type) {
    return type.indexOf('/') < 0
        || switch (type) {
          case "application/octet-stream",
              "binary/octet-stream",
              "application/binary",
              "application/unknown",
              "application/download",
              "application/x-download",
              "application/force-download" ->
              true;
          default -> false;
        };
  }

  private static @Nullable String languageOf(String text) {
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (HTML.matcher(start).matches()) {
      return "HTML";
    }
    if (start.startsWith("<?xml") || start.startsWith("<error")) {
      return start.contains("<svg") ? null : "XML";
    }
    return JSON.matcher(start).matches() ? "JSON" : null;
  }

  private static String text(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean isBinary(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x1b);
  }
}
