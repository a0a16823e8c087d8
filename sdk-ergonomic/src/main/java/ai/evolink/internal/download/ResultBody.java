package ai.evolink.internal.download;

import ai.evolink.internal.text.OneLine;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Checks the compression of a body, and whether its end can be distinguished from a broken
 * connection.
 */
public final class ResultBody {
  private ResultBody() {}

  /** Refuses a body that ends with its connection, because a truncated one would look complete. */
  static void requireEnd(Response answer) throws IOException {
    Response wire = answer.networkResponse() == null ? answer : answer.networkResponse();
    boolean oneByOne =
        answer.protocol() == Protocol.HTTP_1_1 || answer.protocol() == Protocol.HTTP_1_0;
    if (oneByOne
        && answer.body().contentLength() < 0
        && wire.header("Content-Length") == null
        && !"chunked".equalsIgnoreCase(wire.header("Transfer-Encoding"))) {
      throw new BadLinkException(
          "the server announces no length, so that half a file would look like a whole one");
    }
  }

  /**
   * Whether the body is compressed with gzip, although that was not requested. Fails for any other
   * compression.
   */
  static boolean isZipped(Response answer) throws IOException {
    String encoding = String.join(",", answer.headers("Content-Encoding")).strip();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new BadLinkException(
              "it is compressed in a way that nobody asked for ("
                  + OneLine.cut(OneLine.of(encoding), 40)
                  + ")");
    };
  }
}
