package ai.evolink.internal.download;

import ai.evolink.internal.media.MediaSniffer;
import ai.evolink.internal.text.OneLine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Checks the compression of a body, and whether its end can be distinguished from a broken
 * connection.
 */
public final class ResultBody {
  /**
   * Values of {@code Content-Encoding} that storage servers send for unchanged bytes; a charset is
   * a frequent mistake.
   */
  private static final Set<String> UNCHANGED =
      Set.of("", "identity", "none", "binary", "aws-chunked", "utf-8", "utf8");

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
      throw new UnmeasuredException();
    }
  }

  /**
   * Whether the body is compressed with gzip, although that was not requested. Storage servers
   * often repeat here how a file was once uploaded, so the content decides. Fails for any other
   * compression.
   *
   * @param head the first bytes of the body
   */
  static boolean isZipped(Response answer, byte[] head) throws IOException {
    String encoding = encoding(answer);
    if (encoding.isEmpty() || MediaSniffer.typeOf(head) != null) {
      return false;
    }
    if (encoding.equals("gzip") || encoding.equals("x-gzip")) {
      return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }
    throw new BadLinkException(
        "it is compressed in a way that nobody asked for (" + OneLine.of(encoding, 40) + ")");
  }

  /** {@return the {@code Content-Encoding} without values that do not change the content} */
  static String encoding(Response answer) {
    return String.join(",", answer.headers("Content-Encoding"))
        .toLowerCase(Locale.ROOT)
        .lines()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(token -> !UNCHANGED.contains(token))
        .collect(Collectors.joining(", "));
  }
}
