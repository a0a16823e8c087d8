package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results as the emulator does not make them: several, lost, or none. */
class ResultsTest {
  private static final String ID = "task-unified-1757169743-7cvnl5zw";

  private final Path folder;
  private final HttpServer server;
  private final String url;
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  ResultsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void severalResultsGetNumbers() throws IOException {
    completed("/a.png", "/b.png");
    answers.put("/a.png", "first");
    answers.put("/b.png", "second");
    Run run = run("task", ID, "--out", folder.resolve("cat.png").toString()).succeeded();
    Path first = folder.resolve("cat-1.png");
    Path second = folder.resolve("cat-2.png");
    assertThat(run.out().lines()).containsExactly(first.toString(), second.toString());
    assertThat(Files.readString(first)).isEqualTo("first");
    assertThat(Files.readString(second)).isEqualTo("second");
  }

  @Test
  void resultThatCannotBeSavedIsElevenAndNotPaidTwice() {
    completed("/a.png", "/gone.png");
    answers.put("/a.png", "first");
    Run run = run("task", ID, "--out", folder + "/", "--json");
    assertThat(run.exit()).isEqualTo(11);
    Map<?, ?> error = run.error();
    assertThat(error.get("code")).isEqualTo("not_saved");
    assertThat(error.get("results")).isEqualTo(List.of(url + "/a.png", url + "/gone.png"));
    assertThat(error.get("files")).isEqualTo(List.of(folder.resolve("a.png").toString()));
    assertThat(error.get("next"))
        .asString()
        .startsWith("The task is done and paid.")
        .contains("evolink task evt1_");
  }

  @Test
  void taskThatMadeNoFilesThoughItShouldIsEleven() {
    answers.put("/v1/tasks/" + ID, "{\"id\":\"" + ID + "\",\"status\":\"completed\"}");
    Run run = run("task", ID, "--out", folder + "/");
    assertThat(run.exit()).isEqualTo(11);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("error: The task is completed, but has made no files.", "done and paid", ID);
  }

  @Test
  void taskThatNeedsNoFilesIsNoError() {
    answers.put(
        "/v1/tasks/" + ID,
        "{\"id\":\"%s\",\"status\":\"completed\",\"result_data\":{\"persona_id\":\"p1\"}}"
            .formatted(ID));
    Run run = run("task", ID, "--out", folder + "/").succeeded();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("needs no file");
  }

  @Test
  void usableResultsAreSavedAndTheOthersTold() throws IOException {
    answers.put(
        "/v1/tasks/" + ID,
        "{\"id\":\"%s\",\"status\":\"completed\",\"results\":[\"%s/a.png\",\"no link\",null]}"
            .formatted(ID, url));
    answers.put("/a.png", "first");
    Run run = run("task", ID, "--out", folder + "/", "--json");
    assertThat(run.exit()).isEqualTo(11);
    assertThat(Files.readString(folder.resolve("a.png"))).isEqualTo("first");
    assertThat(run.error().get("unusable_results")).isEqualTo(List.of("no link", "null"));
    assertThat(run.error().get("files")).isEqualTo(List.of(folder.resolve("a.png").toString()));
  }

  @Test
  void whatAServerWritesCannotDriveTheTerminal() {
    answers.put(
        "/v1/tasks/" + ID,
        "{\"id\":\""
            + ID
            + "\",\"status\":\"failed\",\"model\":\"x\\u001b[2Jy\","
            + "\"error\":{\"code\":\"c\\u0007\",\"message\":\"a\\nb\\u009b31m\\u202e\"}}");
    assertThat(run("task", ID).succeeded().out()).contains("x [2Jy").matches("[\\x20-\\x7e\r\n]*");
    assertThat(run("task", ID, "--wait").err()).matches("[\\x20-\\x7e\r\n]*");
  }

  @Test
  void resultAboveTheLimitIsRefusedWithTheOptionThatRaisesIt() throws IOException {
    completed("/a.png");
    answers.put("/a.png", "first");
    Path file = folder.resolve("cat.png");
    Run run = run("task", ID, "--out", file.toString(), "--max-download-bytes", "4");
    assertThat(run.exit()).isEqualTo(11);
    assertThat(run.err()).contains("raise --max-download-bytes").doesNotContain("builder");
    assertThat(file).doesNotExist();

    run("task", ID, "--out", file.toString(), "--max-download-bytes", "5").succeeded();
    assertThat(file).hasContent("first");
  }

  @Test
  void limitOfNoBytesIsAMistakeOfTheCaller() {
    Run run = run("task", ID, "--max-download-bytes", "0");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("--max-download-bytes must be at least 1, but was 0")
        .doesNotContain("https");
  }

  @Test
  void resultThatEndsWithItsConnectionIsSavedIfThatIsAllowed() throws Exception {
    try (ServerSocket storage = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      String link = "http://127.0.0.1:" + storage.getLocalPort() + "/a.png";
      answers.put(
          "/v1/tasks/" + ID,
          "{\"id\":\"%s\",\"status\":\"completed\",\"results\":[\"%s\"]}".formatted(ID, link));
      Thread sender = new Thread(() -> sendTwiceUntilClosed(storage));
      sender.start();
      Path file = folder.resolve("cat.png");

      Run refused = run("task", ID, "--out", file.toString());
      assertThat(refused.exit()).isEqualTo(11);
      assertThat(refused.err())
          .contains("add --allow-unmeasured-downloads")
          .doesNotContain("builder");
      assertThat(file).doesNotExist();

      run("task", ID, "--out", file.toString(), "--allow-unmeasured-downloads").succeeded();
      assertThat(file).hasContent("first");
      sender.join();
    }
  }

  private static void sendTwiceUntilClosed(ServerSocket server) {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        while (in.read() != '\r' || in.read() != '\n' || in.read() != '\r') {
          // to the empty line
        }
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfirst".getBytes(US_ASCII));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void completed(String... results) {
    String links = "\"" + url + String.join("\",\"" + url, results) + "\"";
    answers.put(
        "/v1/tasks/" + ID,
        "{\"id\":\"" + ID + "\",\"status\":\"completed\",\"results\":[" + links + "]}");
  }

  private Run run(String... args) {
    return Run.with(Run.environment(url), "", args);
  }
}
