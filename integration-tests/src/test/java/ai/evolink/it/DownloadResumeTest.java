package ai.evolink.it;

import static ai.evolink.it.Artifacts.cut;
import static ai.evolink.it.Artifacts.entries;
import static ai.evolink.it.Artifacts.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Artifact;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.EvolinkClient;
import ai.evolink.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A download that breaks off goes on, and what comes of it is the file or nothing. */
class DownloadResumeTest {
  private static final String ETAG = "\"v1\"";
  private static final int LENGTH = 200_000;

  /** Every place in it is different, so that a piece in a wrong one shows. */
  private static final String WHOLE = numbers();

  private static final String OTHER = "y".repeat(LENGTH);

  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  private Artifact artifact;
  private Path file;

  @BeforeEach
  void find() throws InterruptedException {
    artifact = Artifacts.at(service, "/cat.png");
    file = folder.resolve("cat.png");
  }

  @Test
  void restIsAskedForAfterACut() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(rest(LENGTH / 2).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);

    assertThat(service.taken().getHeaders().get("Range")).isNull();
    RecordedRequest again = service.taken();
    assertThat(again.getHeaders().get("Range")).isEqualTo("bytes=" + LENGTH / 2 + "-");
    assertThat(again.getHeaders().get("If-Range")).isEqualTo(ETAG);
    assertThat(again.getHeaders().get("Authorization")).isNull();
    assertThat(entries(folder)).containsExactly("cat.png");
  }

  @Test
  void restIsAskedForByDateIfThatTellsVersionsApart() throws Exception {
    String modified = "Mon, 08 Sep 2025 10:00:00 GMT";
    service.answer(
        cut(WHOLE)
            .setHeader("Last-Modified", modified)
            .setHeader("Date", "Mon, 08 Sep 2025 10:01:00 GMT")
            .build());
    service.answer(rest(LENGTH / 2).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);

    service.taken();
    assertThat(service.taken().getHeaders().get("If-Range")).isEqualTo(modified);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "W/\"v1\", -, -",
        "v1, -, -",
        "-, 'Mon, 08 Sep 2025 10:00:00 GMT', -",
        "-, 'Mon, 08 Sep 2025 10:00:00 GMT', 'Mon, 08 Sep 2025 10:00:59 GMT'",
        "-, yesterday, 'Mon, 08 Sep 2025 10:01:00 GMT'"
      })
  void withoutACertainVersionAllIsFetchedAgain(String etag, String modified, String date)
      throws Exception {
    MockResponse.Builder first = cut(OTHER);
    if (etag != null) {
      first.setHeader("ETag", etag);
    }
    if (modified != null) {
      first.setHeader("Last-Modified", modified);
    }
    if (date != null) {
      first.setHeader("Date", date);
    }
    service.answer(first.build());
    service.answer(file(WHOLE).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);

    service.taken();
    RecordedRequest again = service.taken();
    assertThat(again.getHeaders().get("Range")).isNull();
    assertThat(again.getHeaders().get("If-Range")).isNull();
  }

  @Test
  void newFileBehindTheLinkReplacesWhatHadCome() throws Exception {
    service.answer(cut(OTHER).setHeader("ETag", ETAG).build());
    service.answer(file("short").setHeader("ETag", "\"v2\"").build());

    assertThat(artifact.saveTo(file)).hasContent("short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 99999-199999/200000",
        "bytes 100001-199999/200000",
        "bytes 100000-199998/199999",
        "bytes 0-199999/200000",
        "bytes */200000",
        "nonsense",
        ""
      })
  void anotherPartThanTheRestIsDroppedAndAllFetchedAgain(String range) throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(
        rest(LENGTH / 2).setHeader("ETag", ETAG).setHeader("Content-Range", range).build());
    service.answer(file(WHOLE).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);

    service.taken();
    service.taken();
    assertThat(service.taken().getHeaders().get("Range")).isNull();
  }

  @Test
  void partOfAnotherVersionIsDropped() throws Exception {
    service.answer(cut(OTHER).setHeader("ETag", ETAG).build());
    service.answer(rest(LENGTH / 2).setHeader("ETag", "\"v2\"").build()); // ignores If-Range
    service.answer(file(WHOLE).setHeader("ETag", "\"v2\"").build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void partFromAnotherPlaceIsDropped() throws Exception {
    service.answer(cut(OTHER).setHeader("ETag", ETAG).build());
    service.answer(
        new MockResponse.Builder().code(302).setHeader("Location", "/mirror.png").build());
    service.answer(rest(LENGTH / 2).setHeader("ETag", ETAG).build());
    service.answer(file(WHOLE).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void linkThatIsSignedAnewIsTheSamePlace() throws Exception {
    service.answer(redirect("/store.png?sig=1"));
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(redirect("/store.png?sig=2"));
    service.answer(rest(LENGTH / 2).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
    assertThat(service.server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void restThatIsCutTooGoesOn() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(
        rest(LENGTH / 2)
            .setHeader("ETag", ETAG)
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    service.answer(rest(LENGTH / 4 * 3).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void serverThatSendsLessThanTheRestIsAskedOn() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(part(LENGTH / 2, LENGTH / 4 * 3).setHeader("ETag", ETAG).build());
    service.answer(rest(LENGTH / 4 * 3).setHeader("ETag", ETAG).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void cutBodyOfUnknownLengthGoesOnAndItsLengthIsHeldTo() throws Exception {
    service.answer(
        file("")
            .chunkedBody(WHOLE, 1_000)
            .setHeader("ETag", ETAG)
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());
    service.server.setDispatcher(new RangeServer(WHOLE, ETAG, service.server.getDispatcher()));

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void nothingLeftMeansThatAllHadCome() throws Exception {
    service.answer(withoutItsEnd("x".repeat(1_000)));
    service.answer(
        new MockResponse.Builder().code(416).setHeader("Content-Range", "bytes */1000").build());

    assertThat(artifact.saveTo(file)).hasContent("x".repeat(1_000));
    service.taken();
    assertThat(service.taken().getHeaders().get("Range")).isEqualTo("bytes=1000-");
  }

  @Test
  void nothingLeftOfAShorterFileMeansThatItHasChanged() throws Exception {
    service.answer(withoutItsEnd(OTHER));
    service.answer(
        new MockResponse.Builder().code(416).setHeader("Content-Range", "bytes */999").build());
    service.answer(file(WHOLE).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes */150000", "bytes */100000", "", "nonsense"})
  void refusedRangeStartsAgain(String range) throws Exception {
    service.answer(cut(OTHER).setHeader("ETag", ETAG).build());
    service.answer(new MockResponse.Builder().code(416).setHeader("Content-Range", range).build());
    service.answer(file(WHOLE).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void linkThatDiesMeanwhileIsTold() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(403, "expired");

    assertThatExceptionOfType(ArtifactExpiredException.class)
        .isThrownBy(() -> artifact.saveTo(file));
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void serverThatAlwaysCutsIsGivenUpAndTheOldFileKept() throws Exception {
    Files.writeString(file, "old");
    for (int i = 0; i < 5; i++) {
      service.answer(cut(OTHER).build());
    }

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(file))
        .withMessageStartingWith("Could not download localhost/cat.png: ")
        .withMessageEndingWith(
            " (5 attempts, 100,000 bytes). Nothing was charged; try again while the link lives.");
    assertThat(file).hasContent("old");
    assertThat(entries(folder)).containsExactly("cat.png");
    assertThat(service.server.getRequestCount()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 520, 522, 525, 530})
  void busyServerIsAskedAgain(int status) throws Exception {
    service.answer(new MockResponse.Builder().code(status).setHeader("Retry-After", "0").build());
    service.answer(file(WHOLE).build());

    assertThat(artifact.saveTo(file)).hasContent(WHOLE);
  }

  @Test
  void serverThatAsksForTooMuchPatienceIsGivenUpAtOnce() throws Exception {
    service.answer(new MockResponse.Builder().code(503).setHeader("Retry-After", "7200").build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(file))
        .withMessageContaining("Could not download localhost/cat.png: HTTP 503.");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void unreachableHostIsTriedAgainAndThenTold() throws Exception {
    Artifact nowhere =
        Artifacts.of(service, service.evolink, "http://127.0.0.1:1/cat.png", Artifacts.LONG_AGO);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> nowhere.saveTo(file))
        .withMessageContaining("Could not download 127.0.0.1/cat.png: ConnectException")
        .withMessageContaining("(5 attempts, 0 bytes)");
  }

  @Test
  void timeIsLimitedInAll() throws Exception {
    try (EvolinkClient hasty = service.client().downloadTimeout(Duration.ofMillis(300)).build()) {
      Artifact slow = Artifacts.at(service, hasty, "/cat.png");
      service.answer(
          file(WHOLE).throttleBody(1_000, 50, java.util.concurrent.TimeUnit.MILLISECONDS).build());

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> slow.saveTo(file))
          .withMessageContaining("it took longer than 300 ms (downloadTimeout)");
      assertThat(entries(folder)).isEmpty();
    }
  }

  @Test
  void streamGoesOnAfterACut() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(rest(LENGTH / 2).setHeader("ETag", ETAG).build());

    try (InputStream in = artifact.open()) {
      assertThat(in).hasContent(WHOLE);
    }
  }

  @Test
  void streamGoesOnIfTheServerSendsTheSameFileAnew() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(file(WHOLE).setHeader("ETag", ETAG).build());

    try (InputStream in = artifact.open()) {
      assertThat(in).hasContent(WHOLE);
    }
  }

  @Test
  void secondCutOfAStreamMovesNoByteToAnotherPlace() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(cutAfter(LENGTH / 4)); // before the place that the first one had come to
    service.answer(rest(LENGTH / 2).setHeader("ETag", ETAG).build());

    try (InputStream in = artifact.open()) {
      assertThat(in).hasContent(WHOLE);
    }
    service.taken();
    assertThat(service.taken().getHeaders().get("Range")).isEqualTo("bytes=100000-");
    assertThat(service.taken().getHeaders().get("Range")).isEqualTo("bytes=100000-");
  }

  @Test
  void streamOfOtherBytesUnderTheSameNameFails() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(file(OTHER).setHeader("ETag", ETAG).build());

    try (InputStream in = artifact.open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(in::readAllBytes)
          .withMessageContaining(
              "after a cut the server sends other bytes under the same name than the 100000"
                  + " before");
    }
  }

  @Test
  void streamThatCannotGoOnFails() throws Exception {
    service.answer(cut(WHOLE).build());

    try (InputStream in = artifact.open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(in::readAllBytes)
          .withMessageContaining(
              "the connection was cut after 100000 bytes, and the server cannot be asked for the"
                  + " rest")
          .withCauseInstanceOf(TransportException.class);
    }
  }

  @Test
  void streamOfAFileThatHasChangedFails() throws Exception {
    service.answer(cut(WHOLE).setHeader("ETag", ETAG).build());
    service.answer(file(OTHER).setHeader("ETag", "\"v2\"").build());

    try (InputStream in = artifact.open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(in::readAllBytes)
          .withMessageContaining("and the server does not send the rest");
    }
  }

  private static MockResponse.Builder rest(int from) {
    return part(from, LENGTH);
  }

  private static MockResponse.Builder part(int from, int to) {
    return file(WHOLE.substring(from, to))
        .code(206)
        .setHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + LENGTH);
  }

  /** All bytes, but not the last chunk that says so. */
  private static MockResponse withoutItsEnd(String content) {
    return file(Integer.toHexString(content.length()) + "\r\n" + content + "\r\n")
        .setHeader("ETag", ETAG)
        .removeHeader("Content-Length")
        .setHeader("Transfer-Encoding", "chunked")
        .onResponseEnd(new SocketEffect.CloseSocket(true, true, true))
        .build();
  }

  /** Announces all, sends the beginning, and breaks off. */
  private static MockResponse cutAfter(int bytes) {
    return file(WHOLE.substring(0, bytes))
        .setHeader("ETag", ETAG)
        .setHeader("Content-Length", LENGTH)
        .onResponseEnd(new SocketEffect.CloseSocket(true, true, true))
        .build();
  }

  private static MockResponse redirect(String location) {
    return new MockResponse.Builder().code(302).setHeader("Location", location).build();
  }

  private static String numbers() {
    StringBuilder text = new StringBuilder(LENGTH + 8);
    for (int i = 0; text.length() < LENGTH; i++) {
      text.append(i).append(' ');
    }
    text.setLength(LENGTH);
    byte[] ascii = text.toString().getBytes(StandardCharsets.US_ASCII);
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
