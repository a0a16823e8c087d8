package ai.evolink.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

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

  /** What went wrong with a file, without the names of Java classes. */
  static String problem(IOException failure) {
    if (!(failure instanceof FileSystemException disk)) {
      return String.valueOf(failure.getMessage());
    }
    String file = disk.getFile() == null ? "a file" : disk.getFile();
    if (disk.getReason() != null) {
      return file + ": " + disk.getReason();
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no file " + file;
    }
    return failure instanceof AccessDeniedException
        ? "access to " + file + " is denied"
        : "the file system refused " + file;
  }

  /** What the library calls its settings, in the words of this program. */
  static String ofOptions(String sentence) {
    return sentence
        .replace(" Call allowPlainHttp() if the network is yours.", "")
        .replace(
            "call allowPrivateDownloads() on the client's builder", "add --allow-private-downloads")
        .replace(
            "call allowUnmeasuredDownloads() on the client's builder",
            "add --allow-unmeasured-downloads")
        .replace("maxDownloadBytes on the client's builder", "--max-download-bytes")
        .replace("maxDownloadBytes must", "--max-download-bytes must")
        .replace("tokens come from TaskHandle.toToken() and begin", "tokens are printed and begin")
        .replace("and maxCost is ", "and --max-credits is ")
        .replace(
            "Raise maxCost, or ask for less; prices().estimate(request) tells what it costs.",
            "Raise --max-credits, or ask for less.")
        .replace("tablePrefix must", "--prefix must")
        .replace("submitsPerSecond must", "--rate must")
        .replace("maxAttempts must", "--max-attempts must")
        .replace("concurrency must", "--concurrency must")
        .replace("The deadline must", "--timeout must")
        .replace(
            "Give the client's httpClient an OkHttpClient with the proxyAuthenticator of your proxy.",
            "Put user and password into the variable of the proxy:"
                + " HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.")
        .replace("baseUrl must", "--base-url must")
        .replace("maxCost must", "--max-credits must")
        .replace("spendLimit must", "--max-credits must")
        .replace(
            "Raise spendLimit on the client's builder, or wait", "Raise --max-credits, or wait")
        .replace(
            "To send it all the same, set UnknownPrice.ASSUME_HIGHEST, or no limit.",
            "To send it all the same, leave --max-credits out.")
        .replace(" For a bare task id use tasks().follow(id).", "")
        .replace(": use ImageRequest (", ": use the command 'image' (")
        .replace(": use VideoRequest (", ": use the command 'video' (")
        .replace(": use AudioRequest (", ": use the command 'audio' (");
  }

  /** A constant as people write it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A word for a POSIX shell, quoted if it must be. */
  static String shellWord(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
