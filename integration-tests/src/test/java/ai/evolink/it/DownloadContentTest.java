package ai.evolink.it;

import static ai.evolink.it.Artifacts.entries;
import static ai.evolink.it.Artifacts.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes is a file, all of it, and no more than was allowed. */
class DownloadContentTest {
  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void pageInPlaceOfTheFileIsRefused() throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png", Duration.ofHours(1));
    service.answer(
        file("<!doctype html>\n<title>Oops</title>")
            .setHeader("Content-Type", "text/html")
            .build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessage(
            "Could not download localhost/cat.png: in place of the file came a page (text/html)"
                + " that begins: <!doctype html> <title>Oops</title>. Nothing was charged; try"
                + " again while the link lives.")
        .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    assertThat(entries(folder)).isEmpty();
    assertThat(artifact.mediaType()).contains("image/png"); // the page taught nothing
  }

  @Test
  void pageUnderTheTypeOfAPictureIsRefused() throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png", Duration.ofHours(1));
    service.answer(file("{\"code\":500,\"msg\":\"busy\"}").build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(artifact::open)
        .withMessageContaining("came a page (JSON) that begins: {\"code\":500,\"msg\":\"busy\"}.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "binary/octet-stream", "", "image/jpeg"})
  void fileOfAGenericMissingOrOtherTypeIsTaken(String type) throws Exception {
    Artifact artifact = artifact();
    MockResponse.Builder answer = new MockResponse.Builder().body("a picture");
    service.answer((type.isEmpty() ? answer : answer.setHeader("Content-Type", type)).build());

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 400, 416, 418, 501})
  void otherAnswersAreNoFile(int status) throws Exception {
    Artifact artifact = artifact();
    service.answer(new MockResponse.Builder().code(status).build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(artifact::open)
        .withMessage(
            "Could not download localhost/cat.png: HTTP "
                + status
                + ". Nothing was charged; open the link in a browser to see what is there.");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void announcedLengthAboveTheLimitIsRefusedUnread() throws Exception {
    Artifact artifact = limited(1_000);
    service.answer(file("").setHeader("Content-Length", "3000000000").build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessage(
            "Could not download localhost/cat.png: it has more bytes, 3,000,000,000, than the 1,000"
                + " that are allowed. If files of this size are expected, raise maxDownloadBytes on"
                + " the client's builder.")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void lengthOfExactlyTheLimitIsFine() throws Exception {
    Artifact artifact = limited(1_000);
    service.answer(file("x".repeat(1_000)).build());
    service.answer(chunked("x".repeat(1_000)));

    assertThat(artifact.saveTo(folder.resolve("a"))).hasSize(1_000);
    assertThat(artifact.saveTo(folder.resolve("b"))).hasSize(1_000);
  }

  @Test
  void unannouncedLengthAboveTheLimitIsCut() throws Exception {
    Artifact artifact = limited(1_000);
    service.answer(chunked("x".repeat(1_001)));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("it has more bytes than the 1,000 that are allowed");
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void streamIsCutAtTheLimitToo() throws Exception {
    Artifact artifact = limited(10_000);
    service.answer(chunked("x".repeat(200_000)));

    try (InputStream in = artifact.open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(in::readAllBytes)
          .withMessageContaining("more bytes than the 10,000 that are allowed")
          .withCauseInstanceOf(TransportException.class);
    }
  }

  @Test
  void compressedBodyIsUnpackedThoughNobodyAskedForIt() throws Exception {
    Artifact artifact = artifact();
    service.answer(gzipped(gzip("a picture")));

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
  }

  @Test
  void compressedBombIsCut() throws Exception {
    Artifact artifact = limited(100_000);
    byte[] bomb = gzip("x".repeat(20_000_000));
    assertThat(bomb).hasSizeLessThan(100_000);
    service.answer(gzipped(bomb));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("more bytes than the 100,000 that are allowed");
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void compressedBodyThatIsCutIsFetchedAgainFromItsStart() throws Exception {
    Artifact artifact = artifact();
    String content =
        IntStream.range(0, 50_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    byte[] whole = gzip(content);
    service.answer(
        gzipped(whole)
            .newBuilder()
            .setHeader("ETag", "\"v1\"") // ranges would be of the compressed bytes
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    service.answer(gzipped(Arrays.copyOf(whole, whole.length - 6))); // whole, by its length
    service.answer(gzipped(whole));

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent(content);
    service.taken();
    assertThat(service.taken().getHeaders().get("Range")).isNull();
    assertThat(service.taken().getHeaders().get("Range")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
  void otherCompressionIsRefused(String encoding) throws Exception {
    Artifact artifact = artifact();
    service.answer(file("x").setHeader("Content-Encoding", encoding).build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(artifact::open)
        .withMessageContaining(
            "it is compressed in a way that nobody asked for (" + encoding + ")");
  }

  @Test
  void emptyAnswerIsNoFile() throws Exception {
    Artifact artifact = artifact();
    for (int i = 0; i < 5; i++) {
      service.answer(file("").build());
    }

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("the answer is empty (5 attempts, 0 bytes)");
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void contentEncodingsThatChangeNothingAreIgnored() throws Exception {
    Artifact artifact = artifact();
    service.answer(file("a picture").setHeader("Content-Encoding", "aws-chunked").build());
    service.answer(gzipped("aws-chunked,gzip", gzip("a picture")));

    assertThat(artifact.saveTo(folder.resolve("a"))).hasContent("a picture");
    assertThat(artifact.saveTo(folder.resolve("b"))).hasContent("a picture");
  }

  @Test
  void bodyWhoseEndCannotBeToldFromACutIsRefused() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Artifact artifact = unmeasured(server, service.evolink);
      Thread sender = new Thread(() -> sendUntilClosed(server));
      sender.start();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
          .withMessageContaining(
              "the server announces no length, so that half a file would look like a whole one");
      sender.join();
    }
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void bodyThatEndsWithItsConnectionIsSavedIfThatIsAllowed() throws Exception {
    try (EvolinkClient trusting = service.client().allowUnmeasuredDownloads().build();
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Artifact artifact = unmeasured(server, trusting);
      Thread sender = new Thread(() -> sendUntilClosed(server));
      sender.start();

      assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a pic");
      sender.join();
    }
  }

  private Artifact unmeasured(ServerSocket server, EvolinkClient client)
      throws InterruptedException {
    String link = "http://127.0.0.1:" + server.getLocalPort() + "/cat.png";
    return Artifacts.of(service, client, link, Artifacts.LONG_AGO);
  }

  private static void sendUntilClosed(ServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      while (in.read() != '\r' || in.read() != '\n' || in.read() != '\r') {
        // to the empty line
      }
      OutputStream out = socket.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\na pic"
              .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Artifact artifact() throws InterruptedException {
    return Artifacts.at(service, "/cat.png");
  }

  private Artifact limited(long bytes) throws InterruptedException {
    try (EvolinkClient small = service.client().maxDownloadBytes(bytes).build()) {
      return Artifacts.at(service, small, "/cat.png");
    }
  }

  private static MockResponse chunked(String content) {
    return file("").chunkedBody(content, 100).build();
  }

  private static MockResponse gzipped(byte[] body) {
    return gzipped("gzip", body);
  }

  private static MockResponse gzipped(String encoding, byte[] body) {
    return file("").setHeader("Content-Encoding", encoding).body(new Buffer().write(body)).build();
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
