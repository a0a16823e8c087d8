package ai.evolink.it;

import static ai.evolink.it.MockService.KEY;
import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.api.FilesApi;
import ai.evolink.model.MediaSource;
import ai.evolink.model.UploadBase64Request;
import java.net.URI;
import java.util.logging.Level;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the logger "ai.evolink" is told, and what it never is. */
class LoggingTest {
  private static final String PROMPT = "a secret garden behind the palace";

  @RegisterExtension final MockService service = MockService.askedOnce();

  @Test
  void nothingIsSaidByDefault() {
    try (LogCapture log = new LogCapture(Level.INFO)) {
      service.answer(SUBMITTED);
      service.answer(429, "{}");
      service.evolink.images().submit(ImageRequest.of(PROMPT)).result();
      assertThatThrownBy(() -> service.evolink.credits().balance().result())
          .isInstanceOf(ApiException.class);

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void eachAttemptIsALineAtDebug() {
    try (LogCapture log = new LogCapture(Level.FINE);
        EvolinkClient evolink = service.client().maxRetries(1).build()) {
      service.answer(429, "{}");
      service.answer(
          new MockResponse.Builder().setHeader("x-request-id", "req-42").body(SUBMITTED).build());
      evolink.images().submit(ImageRequest.of(PROMPT)).result();

      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches("POST /v1/images/generations: HTTP 429, \\d+ ms, attempt 1"))
          .anySatisfy( // after a random time
              line ->
                  assertThat(line)
                      .matches("POST is sent again in (\\d+ ms|less than 1 ms), attempt 2"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "POST /v1/images/generations: HTTP 200, request req-42, \\d+ ms,"
                              + " attempt 2"))
          .noneSatisfy(line -> assertThat(line).startsWith(">"));
    }
  }

  @Test
  void failureOfTheNetworkIsALineToo() {
    service.server.close();
    try (LogCapture log = new LogCapture(Level.FINE)) {
      assertThatThrownBy(() -> service.evolink.credits().balance().result());

      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches("GET /v1/credits: the connection was refused .*ms, attempt 1"));
    }
  }

  @Test
  void detailsLeaveOutKeyPromptLinksAndBytes() throws Exception {
    String bytes = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB";
    try (LogCapture log = new LogCapture(Level.FINER);
        EvolinkClient evolink = service.client().sendIdempotencyKeys().build()) {
      service.answer(
          new MockResponse.Builder()
              .setHeader("Content-Type", "application/json")
              .setHeader("Set-Cookie", "session=cookie-secret")
              .setHeader("x-request-id", "req-42")
              .body(SUBMITTED)
              .build());
      service.answer(
          MockService.task("completed", ",\"results\":[\"https://cdn.test/result-secret.png\"]"));
      service.answer(400, "{\"error\":{\"code\":\"x\",\"message\":\"bad: " + PROMPT + "\"}}");
      service.answer("{\"success\":true,\"data\":{\"file_url\":\"https://f.test/a.png\"}}");
      service.answer("{\"success\":true,\"data\":{\"file_url\":\"https://f.test/a.png\"}}");

      evolink
          .images()
          .submit(
              ImageRequest.builder(PROMPT)
                  .callbackUrl(URI.create("https://me.test/hook-secret"))
                  .set("n", 2)
                  .set("tomorrow", "field-secret")
                  .buildUnchecked())
          .result();
      evolink.tasks().get(MockService.TASK_ID).result();
      assertThatThrownBy(() -> evolink.images().submit(ImageRequest.of(PROMPT)).result());
      evolink
          .retrofit(FilesApi.class)
          .uploadBase64(UploadBase64Request.builder("data:image/png;base64," + bytes).build())
          .execute();
      evolink
          .files()
          .upload(
              MediaSource.bytes(
                  bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png"))
          .result();

      assertThat(log.lines())
          .noneMatch(line -> line.contains(KEY) || line.contains("Authorization"))
          .noneMatch(line -> line.contains("secret") || line.contains(bytes))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("> POST /v1/images/generations [")
                      .contains("Idempotency-Key: ")
                      .contains("model: gemini-2.5-flash-image")
                      .contains("prompt: (33 characters)")
                      .contains("n: 2"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("< POST /v1/images/generations [")
                      .contains("x-request-id: req-42")
                      .contains("credits_reserved: 1.6")
                      .doesNotContain("Set-Cookie"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("< GET /v1/tasks/" + MockService.TASK_ID)
                      .contains("results: [(34 characters)]"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("> POST /api/v1/files/upload/stream")
                      .contains("(multipart/form-data"));
    }
  }

  @Test
  void pathOfAForeignHostAndQueriesAreLeftOut() throws Exception {
    try (LogCapture log = new LogCapture(Level.FINER);
        MockWebServer foreign = NoDelayServer.create()) {
      foreign.start();
      foreign.enqueue(new MockResponse.Builder().body("{}").build());
      service.answer("{}");
      RawDoorTest.TomorrowsApi api = service.evolink.retrofit(RawDoorTest.TomorrowsApi.class);
      api.readAnywhere(foreign.url("/hook-secret?token=secret").toString()).result();
      api.readAnywhere(service.url() + "v1/x?token=secret").result();

      assertThat(log.lines())
          .noneMatch(line -> line.contains("secret"))
          .anySatisfy(line -> assertThat(line).startsWith("GET http://localhost/…: HTTP 200"))
          .anySatisfy(line -> assertThat(line).startsWith("GET /v1/x: HTTP 200"));
    }
  }
}
