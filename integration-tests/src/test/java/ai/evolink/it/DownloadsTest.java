package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Artifact;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results come from links that somebody else wrote, to a disk that is the user's. */
class DownloadsTest {
  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void resultIsSavedWithoutTheKeyBeingSent() throws Exception {
    Artifact artifact = artifact("/u/cat.png");
    service.answer(bytes("a picture"));

    Path file = artifact.saveTo(folder.resolve("mine.png"));

    assertThat(file).hasContent("a picture").isEqualTo(folder.resolve("mine.png"));
    RecordedRequest download = service.taken();
    assertThat(download.getTarget()).isEqualTo("/u/cat.png");
    assertThat(download.getHeaders().get("Authorization")).isNull();
    assertThat(entries()).containsExactly("mine.png");
  }

  @Test
  void existingFileIsReplacedOnlyByAWholeOne() throws Exception {
    Artifact artifact = artifact("/cat.png");
    Path file = Files.writeString(folder.resolve("cat.png"), "old");
    service.answer(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket(true, true, true))
            .build());

    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> artifact.saveTo(file));

    assertThat(file).hasContent("old");
    assertThat(entries()).containsExactly("cat.png");
  }

  @Test
  void savedIntoAFolderUnderAHarmlessNameOfItsOwn() throws Exception {
    Artifact artifact = artifact("/u/..%2F..%2Fetc%2Fpasswd");
    service.answer(bytes("one"));
    service.answer(bytes("two"));

    Path first = artifact.saveInto(folder.resolve("new/sub"));
    Path second = artifact.saveInto(folder.resolve("new/sub"));

    assertThat(first).hasContent("one").isEqualTo(folder.resolve("new/sub/passwd.png"));
    assertThat(second).hasContent("two").isEqualTo(folder.resolve("new/sub/passwd-2.png"));
  }

  @Test
  void streamCanBeRead() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(bytes("a picture"));

    try (InputStream in = artifact.open()) {
      assertThat(in).hasContent("a picture");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void deadLinkSaysSo(int status) throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(status, "gone");

    assertThatExceptionOfType(ArtifactExpiredException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("HTTP " + status + ", and it was due to expire")
        .satisfies(e -> assertThat(e.uri()).isEqualTo(artifact.uri()));
    assertThat(entries()).isEmpty();
  }

  @Test
  void redirectOnThisMachineIsFollowed() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(
        new MockResponse.Builder().code(302).setHeader("Location", "/other.png").build());
    service.answer(bytes("a picture"));

    assertThat(artifact.saveTo(folder.resolve("cat.png"))).hasContent("a picture");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/a.png", "ftp://example.com/a.png"})
  void redirectToSomethingElseThanHttpsIsNot(String location) throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(new MockResponse.Builder().code(302).setHeader("Location", location).build());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("redirected to");
  }

  @Test
  void endlessRedirectsEnd() throws Exception {
    Artifact artifact = artifact("/cat.png");
    for (int i = 0; i < 6; i++) {
      service.answer(
          new MockResponse.Builder().code(302).setHeader("Location", "/cat.png").build());
    }

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("cat.png")))
        .withMessageContaining("more than 5 redirects");
  }

  @Test
  void folderThatDoesNotExistIsAClearError() throws Exception {
    Artifact artifact = artifact("/cat.png");
    service.answer(bytes("a picture"));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> artifact.saveTo(folder.resolve("missing/cat.png")))
        .withMessageContaining("missing");
  }

  /** A result on the mock server itself; the query that finds it is taken away already. */
  private Artifact artifact(String path) throws InterruptedException {
    service.answer(
        MockService.task(
            "completed",
            ",\"results\":[\"" + service.url().resolve("/") + path.substring(1) + "\"]"));
    Artifact artifact = service.evolink.tasks().follow(TASK_ID, AT_ONCE).await().only();
    assertThat(service.taken().getHeaders().get("Authorization")).isNotNull();
    return artifact;
  }

  private static MockResponse bytes(String content) {
    return new MockResponse.Builder().setHeader("Content-Type", "image/png").body(content).build();
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
