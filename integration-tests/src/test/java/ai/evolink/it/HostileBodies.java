package ai.evolink.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;

/**
 * Answers that mean harm, by the last part of the path of the request, or by its query: {@code
 * gzip-bomb}, and {@code refused.gzip-bomb} for the same with status 400.
 */
final class HostileBodies extends Dispatcher {
  private static final int MEGABYTE = 1 << 20;
  private static final byte[] SPACES = new byte[MEGABYTE];

  static {
    Arrays.fill(SPACES, (byte) ' ');
  }

  /** Bytes written as they come, so that the server need not hold what the client must not. */
  private interface Writer {
    void write(BufferedSink sink) throws IOException;
  }

  private record Streamed(Writer writer) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      writer.write(sink);
      sink.flush();
    }
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (request.getMethod().equals("POST")) {
      String model = request.getHeaders().get("X-Hostile");
      name = model == null ? "" : model;
    }
    boolean refused = name.startsWith("refused.");
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(refused ? 400 : 200)
            .setHeader("Content-Type", "application/json");
    body(response, refused ? name.substring("refused.".length()) : name);
    return response.build();
  }

  private static void body(MockResponse.Builder response, String name) {
    switch (name) {
      case "announced" -> {
        stream(response, sink -> sink.writeUtf8("{\"id\":\""));
        response.setHeader("Content-Length", 1 << 30);
      }
      case "sent" -> {
        stream(response, sink -> repeat(sink, SPACES, 100));
        response.setHeader("Content-Length", 100L << 20);
      }
      case "endless" -> {
        stream(
            response,
            sink -> {
              for (int i = 0; i < 10_000; i++) {
                sink.writeUtf8("100000\r\n").write(SPACES).writeUtf8("\r\n");
              }
            });
        response.setHeader("Transfer-Encoding", "chunked");
      }
      case "gzip-bomb" -> {
        stream(response, HostileBodies::tenGigabytes);
        response.setHeader("Content-Encoding", "gzip");
      }
      case "gzip-broken" ->
          response
              .setHeader("Content-Encoding", "gzip")
              .body(new Buffer().write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}));
      default -> response.body(new Buffer().write(named(text(name), name)));
    }
  }

  /** An answer about another task than the one that was asked for is not read. */
  private static byte[] named(byte[] body, String id) {
    return new String(body, ISO_8859_1)
        .replace("\"id\":\"t\"", "\"id\":\"" + id + "\"")
        .getBytes(ISO_8859_1);
  }

  private static byte[] text(String name) {
    return switch (name) {
      case "deep-lists" -> json("{\"result_data\":" + "[".repeat(100_000));
      case "deep-objects" -> json("{\"x\":" + "{\"a\":".repeat(100_000));
      case "million-results" -> json("{\"results\":[" + "\"a\",".repeat(999_999) + "\"a\"]}");
      case "million-lists" -> json("{\"x\":[" + "[],".repeat(999_999) + "[]]}");
      case "million-names" -> {
        StringBuilder text = new StringBuilder("{\"id\":\"t\"");
        for (int i = 0; i < 500_000; i++) {
          text.append(",\"").append(i).append("\":0");
        }
        yield json(text.append('}').toString());
      }
      case "digits" -> json("{\"id\":\"t\",\"created\":" + "9".repeat(6_000_000) + "}");
      case "digits-of-an-int" -> json("{\"id\":\"t\",\"progress\":" + "9".repeat(6_000_000) + "}");
      case "exponents" -> json("{\"id\":\"t\",\"created\":1e999999999,\"x\":[1e2147483648]}");
      case "price-of-digits" -> priced("9".repeat(2_000_000));
      case "price-with-an-exponent" -> priced("1e999999999");
      case "long-string" -> json("{\"id\":\"t\",\"model\":\"" + "m".repeat(7 * MEGABYTE) + "\"}");
      case "too-long-string" -> json("{\"model\":\"" + "m".repeat(9 * MEGABYTE) + "\"}");
      case "names-twice" -> json("{\"id\":\"a\",\"id\":\"t\",\"created\":\"x\",\"created\":1}");
      case "not-utf-8" -> "{\"id\":\"t\",\"model\":\"\u00ff\u00c0\u00af\"}".getBytes(ISO_8859_1);
      case "surrogates" -> json("{\"id\":\"t\",\"model\":\"\\ud800\\udfff\\ud800\\u0000\"}");
      case "mark" -> json("\ufeff{\"id\":\"t\"}");
      case "nul" -> json("\u0000\u0000{\"id\":\"t\"}");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] priced(String credits) {
    return json(
        "{\"id\":\"t\",\"usage\":{\"credits_reserved\":%1$s,\"credits_used\":%1$s},\"x\":[%1$s]}"
            .formatted(credits));
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }

  private static void stream(MockResponse.Builder response, Writer writer) {
    response.body(new Streamed(writer)).onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE);
  }

  private static void repeat(BufferedSink sink, byte[] bytes, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      sink.write(bytes);
      sink.emitCompleteSegments();
    }
  }

  /** Ten megabytes of gzip: a compressed megabyte of spaces, ten thousand times. */
  private static void tenGigabytes(BufferedSink sink) throws IOException {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(SPACES);
    byte[] block = new byte[10_000];
    int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
    deflater.end();
    sink.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    repeat(sink, Arrays.copyOf(block, length), 10_000);
  }
}
