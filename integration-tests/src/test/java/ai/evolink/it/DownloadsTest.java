package ai.evolink.it;

import static ai.evolink.it.Artifacts.entries;
import static ai.evolink.it.Artifacts.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ai.evolink.Artifact;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results come from links that somebody else wrote, to a disk that is the user's. */
class DownloadsTest {
  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void resultIsSavedWithoutTheKeyBeingSent() throws Exception {
    Artifact artifact = artifact("/u/cat.png");
    service.answer(file("a picture").build());

    Path file = artifact.saveTo(folder.resolve("mine.png"));

    assertThat(file).hasContent("a picture").isEqualTo(folder.resolve("mine.png"));
    RecordedRequest download = service.taken();
    assertThat(download.getTarget()).isEqualTo("/u/cat.png");
    assertThat(download.getHeaders().get("Authorization")).isNull();
    assertThat(download.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
    assertThat(entries(folder)).containsExactly("mine.png");
  }

  @Test
  void savedIntoAFolderUnderAHarmlessNameOfItsOwn() throws Exception {
    Artifact artifact = artifact("/u/..%2F..%2Fetc%2Fpasswd");
    service.answer(file("one").build());
    service.answer(file("two").build());

    Path first = artifact.saveInto(folder.resolve("new/sub"));
    Path second = artifact.saveInto(folder.resolve("new/sub"));

    assertThat(first).hasContent("one").isEqualTo(folder.resolve("new/sub/passwd.png"));
    assertThat(second).hasContent("two").isEqualTo(folder.resolve("new/sub/passwd-2.png"));
  }

  @Test
  void nameFollowsTheBytesWhereTheLinkSaysNothing() throws Exception {
    Artifact artifact = artifact("/download.php?id=7");
    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/octet-stream")
            .body("GIF89a…")
            .build());
    assertThat(artifact.mediaType()).isEmpty();

    assertThat(artifact.saveInto(folder)).isEqualTo(folder.resolve("download.php.gif"));
    assertThat(artifact.mediaType()).contains("image/gif");
  }

  @Test
  void mediaTypeIsKnownByTheLinkAndThenByWhatCame() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(file("RIFF….WEBP").setHeader("Content-Type", "image/webp; q=1").build());

    assertThat(artifact.mediaType()).contains("image/png");
    artifact.open().close();

    assertThat(artifact.mediaType()).contains("image/webp");
  }

  @Test
  void existingFilesAndLinksAreLeftAloneBySaveInto() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "old");
    Files.createDirectories(folder.resolve("in"));
    Files.createSymbolicLink(folder.resolve("in/cat.png"), elsewhere);
    Files.createSymbolicLink(folder.resolve("in/cat-2.png"), folder.resolve("nowhere"));
    Files.createDirectories(folder.resolve("in/cat-3.png"));
    Artifact artifact = artifact("/cat.png");
    service.answer(file("a picture").build());

    assertThat(artifact.saveInto(folder.resolve("in")))
        .isEqualTo(folder.resolve("in/cat-4.png"))
        .hasContent("a picture");
    assertThat(elsewhere).hasContent("old");
    assertThat(entries(folder)).containsExactly("elsewhere", "in");
  }

  @Test
  void saveToReplacesALinkAndNotWhatItLeadsTo() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("cat.png"), elsewhere);
    Artifact artifact = artifact("/cat.png");
    service.answer(file("a picture").build());

    artifact.saveTo(link);

    assertThat(link).hasContent("a picture").isRegularFile();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(elsewhere).hasContent("old");
  }

  @Test
  void streamCanBeRead() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(file("a picture").build());

    try (InputStream in = artifact.open()) {
      assertThat(in.read()).isEqualTo('a');
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.readAllBytes()).asString().isEqualTo(" picture");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void closedStreamSaysSo() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(file("a picture").build());
    InputStream in = artifact.open();

    in.close();
    in.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(in::read)
        .withMessage("the stream is closed");
  }

  @Test
  void connectionIsUsedAgainAfterAStreamWasReadToItsEnd() throws Exception {
    Artifact artifact = artifact("/cat.png");
    for (int i = 0; i < 2; i++) {
      service.answer(file("a picture").build());
      try (InputStream in = artifact.open()) {
        in.readAllBytes();
      }
    }

    assertThat(service.taken().getConnectionIndex())
        .isEqualTo(service.taken().getConnectionIndex());
  }

  @Test
  void resultsCanBeSavedAfterTheClientIsClosed() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(file("a picture").build());

    service.evolink.close();

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void deadLinkSaysSoAndHowOldItIs(int status) throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png?sig=x", Duration.ofMinutes(27 * 60 + 5));
    service.answer(status, "gone");

    assertThatExceptionOfType(ArtifactExpiredException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessage(
            "The result link localhost/cat.png answers HTTP "
                + status
                + "; it is 27 h old and was due to expire 3 h ago. Result links expire; save"
                + " results as soon as a task completes.")
        .satisfies(
            e -> {
              assertThat(e.uri()).isEqualTo(artifact.uri());
              assertThat(e.age()).isBetween(Duration.ofHours(27), Duration.ofHours(28));
              assertThat(e.charge()).isEqualTo(Charge.NONE);
            });
    assertThat(entries(folder)).isEmpty();
    assertThat(service.server.getRequestCount()).isEqualTo(2); // not asked again
  }

  @Test
  void linkThatDiesEarlySaysSo() throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png", Duration.ofSeconds(30 * 60 + 30));
    for (int i = 0; i < 5; i++) {
      service.answer(404, "gone");
    }

    assertThatExceptionOfType(ArtifactExpiredException.class)
        .isThrownBy(artifact::open)
        .withMessageContaining(
            "HTTP 404; it is 30 min old, although it was not due to expire for another 23 h.");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void linkThatDoesNotWorkYetIsTriedAgain(int status) throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png", Duration.ofMinutes(1));
    service.answer(status, "not here yet");
    service.answer(file("a picture").build());

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
    assertThat(service.server.getRequestCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 410})
  void linkThatIsRefusedForGoodIsNotTriedAgain(int status) throws Exception {
    Artifact artifact = Artifacts.aged(service, "/cat.png", Duration.ofMinutes(1));
    service.answer(status, "gone");

    assertThatExceptionOfType(ArtifactExpiredException.class).isThrownBy(artifact::open);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void deadLinkThatAnswersWithAPageSaysSoToo() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(200, "{\"error\":\"expired\"}");

    assertThatExceptionOfType(ArtifactExpiredException.class)
        .isThrownBy(artifact::open)
        .withMessageContaining(
            "answers with a page (application/json) that begins: {\"error\":\"expired\"}; it is");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectOnThisMachineIsFollowed(int status) throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(redirect(status, "/other.png"));
    service.answer(file("a picture").build());

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
    assertThat(service.taken().getTarget()).isEqualTo("/cat.png");
    assertThat(service.taken().getTarget()).isEqualTo("/other.png");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/a.png, it is redirected to plain http at example.com.",
    "ftp://example.com/a.png, it is redirected to something that is not an http or https link.",
    "file:///etc/passwd, it is redirected to something that is not an http or https link."
  })
  void redirectToSomethingElseThanHttpsIsNot(String location, String message) throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(redirect(302, location));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessage(
            "Could not download localhost/cat.png: "
                + message
                + " Nothing was charged; the link itself is in Artifact.uri().")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void endlessRedirectsEnd() throws Exception {
    Artifact artifact = artifact("/cat.png");
    for (int i = 0; i < 6; i++) {
      service.answer(redirect(302, "/cat.png"));
    }

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("there are more than 5 redirects");
    assertThat(service.server.getRequestCount()).isEqualTo(7);
  }

  @Test
  void placeThatCannotBeWrittenIsToldBeforeAnythingIsFetched() throws Exception {
    Artifact artifact = artifact("/cat.png");
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("missing/cat.png")))
        .withMessageContaining("missing: the folder does not exist")
        .withMessageEndingWith("see to the disk, and save it again while the link lives.");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder))
        .withMessageContaining("is a directory; see saveInto");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveInto(file))
        .withMessageContaining(file.toString());

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void wrongSettingsAreRefused() {
    EvolinkClient.Builder builder = EvolinkClient.builder("sk-test");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxDownloadBytes(0))
        .withMessage("maxDownloadBytes must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.downloadTimeout(Duration.ZERO))
        .withMessage("downloadTimeout must be positive, but was 0 s");
    assertThatNoException().isThrownBy(() -> builder.maxDownloadBytes(Long.MAX_VALUE));
  }

  private Artifact artifact(String path) throws InterruptedException {
    return Artifacts.at(service, path);
  }

  private static MockResponse redirect(int status, String location) {
    return new MockResponse.Builder().code(status).setHeader("Location", location).build();
  }
}
