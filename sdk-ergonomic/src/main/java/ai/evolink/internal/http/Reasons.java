package ai.evolink.internal.http;

import ai.evolink.internal.text.FileProblems;
import ai.evolink.internal.text.OneLine;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/** Describes causes of failures in a few words. */
public final class Reasons {
  private static final int LONGEST = 200;

  private Reasons() {}

  /**
   * {@return a short description of {@code cause}; the class name alone if it has no message}
   *
   * @param clean takes the API key out of a text that is whole: half a key would not be found
   */
  static String of(Throwable cause, UnaryOperator<String> clean) {
    String message = cause.getMessage();
    String text = message == null ? "" : OneLine.of(clean.apply(message), LONGEST);
    if (cause instanceof UnknownHostException) {
      return "the host name cannot be resolved" + inBrackets(text);
    }
    if (cause instanceof ConnectException) {
      return "the connection was refused" + inBrackets(text);
    }
    if (cause instanceof SSLException) {
      return "the TLS connection failed" + inBrackets(text);
    }
    if (cause instanceof InterruptedIOException) {
      return "it took too long" + inBrackets(text);
    }
    if (cause instanceof FileSystemException failure) {
      return OneLine.cut(clean.apply(FileProblems.of(failure)), LONGEST);
    }
    if (cause instanceof RetryRules.Lasting) {
      return text;
    }
    String type = cause.getClass().getSimpleName();
    return text.isEmpty() ? type : type + ": " + text;
  }

  private static String inBrackets(String text) {
    return text.isEmpty() ? "" : " (" + text + ")";
  }
}
