package ai.evolink.it;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.WaitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** Results on the mock server itself. */
final class Artifacts {
  /** A day and more ago, so that links are past their time. */
  static final long LONG_AGO = 1757165031;

  private Artifacts() {}

  static Artifact at(MockService service, String path) throws InterruptedException {
    return at(service, service.evolink, path);
  }

  static Artifact at(MockService service, EvolinkClient client, String path)
      throws InterruptedException {
    return of(service, client, service.url().resolve("/") + path.substring(1), LONG_AGO);
  }

  /** A result of a task that was submitted {@code age} ago. */
  static Artifact aged(MockService service, String path, Duration age) throws InterruptedException {
    String link = service.url().resolve("/") + path.substring(1);
    return of(service, service.evolink, link, Instant.now().minus(age).getEpochSecond());
  }

  /** The query that finds it is taken away already. */
  static Artifact of(MockService service, EvolinkClient client, String link, long created)
      throws InterruptedException {
    service.answer(
        MockService.task("completed", ",\"results\":[\"" + link + "\"]")
            .replace("\"created\":" + LONG_AGO, "\"created\":" + created));
    WaitOptions options = MockService.AT_ONCE;
    Artifact artifact = client.tasks().follow(MockService.TASK_ID, options).result().only();
    if (service.taken().getHeaders().get("Authorization") == null) {
      throw new AssertionError("The query had no key.");
    }
    return artifact;
  }

  static MockResponse.Builder file(String content) {
    return new MockResponse.Builder().setHeader("Content-Type", "image/png").body(content);
  }

  /** Half of {@code content}, and then the end of the connection. */
  static MockResponse.Builder cut(String content) {
    return file(content).onResponseBody(new SocketEffect.CloseSocket(true, true, true));
  }

  /** What {@code folder} holds, whatever its names begin with. */
  static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
