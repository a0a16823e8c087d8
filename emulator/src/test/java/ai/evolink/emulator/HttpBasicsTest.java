package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpBasicsTest {

  private static EvolinkEmulator emulator;
  private static Api api;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
    api = new Api(emulator);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({"/v1", "/v1/v1/tasks/x", "/v1/tasks/", "/results/"})
  void unknownPathIsNotFound(String path) {
    Api.Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.message()).isEqualTo("Invalid URL (GET " + path + ")");
    assertThat(answer.error().path("code").asString()).isEqualTo("not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /v1/images/generations, POST",
    "DELETE, /v1/tasks/task-unified-1756817821-4x3rx6ny, GET",
    "POST,   /v1/credits, GET"
  })
  void wrongMethodIsRefusedAndTheRightOneNamed(String method, String path, String allowed) {
    Api.Answer answer = api.send(path, method);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    assertThat(answer.error().path("code").asString()).isEqualTo("method_not_allowed");
  }

  @Test
  void fileServiceRefusesInItsOwnWords() {
    Api.Answer answer = api.send("/api/v1/files/quota", "PUT");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.json().path("success").asBoolean(true)).isFalse();
    assertThat(answer.json().path("code").asInt()).isEqualTo(405);
  }

  @Test
  void requestIdsDiffer() {
    assertThat(api.get("/v1/credits").header("x-request-id"))
        .isNotEqualTo(api.get("/v1/credits").header("x-request-id"));
  }

  @Test
  void headTellsWhatGetWouldSend() {
    String link = api.task(api.submit("A cat").id()).json().path("results").path(0).asString();
    Api.Answer head = api.send(link, "HEAD");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("image/png");
    assertThat(head.header("Content-Length"))
        .isEqualTo(String.valueOf(api.get(link).bytes().length));
  }

  @Test
  void bodyThatIsTooLargeIsRefusedWithAnAnswer() {
    String body = "{\"prompt\":\"" + "x".repeat(20 << 20) + "\"}";
    Api.Answer answer = api.post(Api.IMAGES, body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("at most 20971520 bytes");
    assertThat(api.post(Api.IMAGES, "{}").status()).isEqualTo(400);
  }

  @Test
  void bodyOfUnknownLengthIsRead() {
    byte[] body = Api.cat().toString().getBytes(StandardCharsets.UTF_8);
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

    assertThat(api.post(Api.IMAGES, "application/json", chunked).status()).isEqualTo(200);
  }

  @Test
  void linksLeadBackTheWayTheCallerCame() throws IOException {
    String id = api.submit("A cat").id();
    String answer =
        raw(
            "GET /v1/tasks/"
                + id
                + " HTTP/1.1\r\nHost: emulator.test:8080\r\nAuthorization: Bearer sk-test\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(answer).contains("http://emulator.test:8080/results/" + id + "/1.png");
  }

  @Test
  void garbageIsAnsweredInJson() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: [\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer).contains("Content-Type: application/json", "x-request-id: req-");
    assertThat(
            Json.read(answer.substring(answer.indexOf("\r\n\r\n")).getBytes(StandardCharsets.UTF_8))
                .path("error")
                .path("code")
                .asString())
        .isEqualTo("invalid_request");
  }

  @Test
  void clientThatGoesAwayDoesNoHarm() throws IOException {
    try (Socket socket = new Socket(emulator.url().getHost(), emulator.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(emulator.url().getHost(), emulator.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
