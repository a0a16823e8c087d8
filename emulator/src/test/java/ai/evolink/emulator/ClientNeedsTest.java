package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What clients of the API that are in use were seen to need. */
class ClientNeedsTest {

  private static final String VIDEOS = "/v1/videos/generations";
  private static final String AUDIOS = "/v1/audios/generations";

  private final ManualClock clock = EmulatorClock.manual();
  private EvolinkEmulator emulator;
  private Api api;

  @BeforeEach
  void start() {
    emulator = EvolinkEmulator.builder().clock(clock).pace(Duration.ofSeconds(1)).start();
    api = new Api(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private static ObjectNode body(String model) {
    return cat().put("model", model);
  }

  private JsonNode completed(String path, ObjectNode body) {
    String id = api.post(path, body.toString()).id();
    clock.advance(Duration.ofSeconds(1));
    return api.task(id).json();
  }

  @Test
  void oneOriginServesApiAndFilesAndLinksAreAbsolute() {
    JsonNode file =
        api.post("/api/v1/files/upload/base64", "{\"base64_data\":\"R0lGODlhAQABAAAAADs=\"}")
            .json()
            .path("data");
    String url = file.path("file_url").asString();
    assertThat(url).startsWith(emulator.url() + "/");
    assertThat(file.path("download_url").asString()).startsWith(emulator.url() + "/");
    Api.Answer read = api.as("").get(url);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.header("Content-Type")).isEqualTo("image/gif");

    ObjectNode edit = cat();
    edit.putArray("image_urls").add(url);
    String result = completed(Api.IMAGES, edit).path("results").path(0).asString();
    assertThat(result).startsWith(emulator.url() + "/");
    Api.Answer picture = api.as("").get(result);
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.header("Content-Type")).isEqualTo("image/png");
  }

  @Test
  void resultsArePlainStringsForMusicToo() {
    JsonNode results = completed(AUDIOS, body("suno-v5-beta")).path("results");

    assertThat(results).hasSize(2).allMatch(JsonNode::isString);
    assertThat(api.as("").get(results.path(0).asString()).header("Content-Type"))
        .isEqualTo("audio/mpeg");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/images/generations, gemini-2.5-flash-image,  24",
    "/v1/images/generations, mj-v8.1,                720",
    "/v1/images/generations, mj-v8.2,                720",
    "/v1/videos/generations, seedance-1.5-pro,        24",
    "/v1/audios/generations, suno-v5-beta,            72"
  })
  void linksLiveAsLongAsThePageOfTheModelSays(String path, String model, int hours) {
    String link = completed(path, body(model)).path("results").path(0).asString();
    clock.advance(Duration.ofHours(hours).minusMillis(1));
    assertThat(api.get(link).status()).isEqualTo(200);
    clock.advance(Duration.ofMillis(1));

    assertThat(api.get(link).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"/v1/credits", "/v1/tasks/%s", "/api/v1/files/quota", "/api/v1/files/list"})
  void contentTypeOnABodilessGetDoesNoHarm(String path) throws IOException {
    String id = api.submit("A cat").id();
    RawCall call =
        RawCall.send(
            emulator,
            "GET "
                + path.formatted(id)
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
                + "Content-Type: application/json\r\nConnection: close\r\n\r\n");

    assertThat(call.answer()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void camelCaseFieldsOfAMultipartUploadCount() {
    String form =
        """
        --b\r
        Content-Disposition: form-data; name="uploadPath"\r
        \r
        photos\r
        --b\r
        Content-Disposition: form-data; name="file"; filename="x.gif"\r
        Content-Type: application/octet-stream\r
        \r
        GIF89a\1\0\1\0\0\0\0;\r
        --b\r
        Content-Disposition: form-data; name="fileName"\r
        \r
        cat.gif\r
        --b--\r
        """;
    JsonNode data =
        api.post(
                "/api/v1/files/upload/stream",
                "multipart/form-data; boundary=b",
                HttpRequest.BodyPublishers.ofString(form))
            .json()
            .path("data");

    assertThat(data.path("upload_path").asString()).isEqualTo("photos");
    assertThat(data.path("file_name").asString()).isEqualTo("cat.gif");
    assertThat(data.path("original_name").asString()).isEqualTo("x.gif");
  }

  @Test
  void brokenBase64AndAnEmptyPromptAreRefused() {
    JsonNode file = api.post("/api/v1/files/upload/base64", "{\"base64_data\":\"%%%\"}").json();
    assertThat(file.path("success").asBoolean(true)).isFalse();
    assertThat(file.path("code").asInt()).isEqualTo(400);
    assertThat(file.path("msg").asString()).contains("base64");
    for (String prompt : new String[] {"", " "}) {
      assertThat(api.submit(prompt).status()).isEqualTo(400);
    }
  }

  @Test
  void loopbackLinksAreInputs() {
    ObjectNode edit = cat();
    edit.putArray("image_urls").add("http://localhost:1234/cat.png");

    assertThat(api.submit(edit).status()).isEqualTo(200);
  }

  @Test
  void listAndDeleteAreThere() {
    String id =
        api.post("/api/v1/files/upload/url", "{\"file_url\":\"https://example.com/a.png\"}")
            .json()
            .path("data")
            .path("file_id")
            .asString();
    JsonNode page = api.get("/api/v1/files/list?page=1&pageSize=1").json().path("data");

    assertThat(page.path("total").asInt()).isEqualTo(1);
    assertThat(page.path("files").path(0).path("file_id").asString()).isEqualTo(id);
    assertThat(api.send("/api/v1/files/" + id, "DELETE").json().path("success").asBoolean())
        .isTrue();
    JsonNode gone = api.send("/api/v1/files/" + id, "DELETE").json();
    assertThat(gone.path("success").asBoolean(true)).isFalse();
    assertThat(gone.path("code").asInt()).isEqualTo(404);
  }

  @Test
  void idsAreOfTheDocumentedForm() {
    assertThat(api.submit("A cat").id())
        .matches("task-unified-" + clock.now().getEpochSecond() + "-[a-z0-9]{8}");
    assertThat(api.post(VIDEOS, body("seedance-1.5-pro").toString()).id())
        .matches("task-unified-\\d{10}-[a-z0-9]{8}");
  }

  @Test
  void callbackReceiverHasTenSeconds() {
    assertThat(EvolinkEmulator.builder().settings().callbackTimeout())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void callbackAddressHasAtMost2048Characters() {
    String address = "http://127.0.0.1:9/" + "x".repeat(2048 - 19);

    assertThat(api.submit(cat().put("callback_url", address)).status()).isEqualTo(200);
    assertThat(api.submit(cat().put("callback_url", address + "x")).message())
        .isEqualTo("callback_url must have at most 2048 characters, but has 2049");
  }

  @Test
  void initialStatusIsPendingAndAFailedTaskIsHttp200() {
    String id = api.submit("A cat emulator:fail:resource_not_found").id();
    assertThat(api.task(id).json().path("status").asString()).isEqualTo("pending");
    clock.advance(Duration.ofSeconds(1));

    assertThat(api.task(id).status()).isEqualTo(200);
    assertThat(api.task(id).json().path("progress").asInt()).isZero();
  }

  @Test
  void paceCanBeInThePrompt() {
    String id = api.submit("A cat emulator:takes:30").id();
    clock.advance(Duration.ofSeconds(29));
    assertThat(api.task(id).json().path("status").asString()).isEqualTo("processing");
    clock.advance(Duration.ofSeconds(1));

    assertThat(api.task(id).json().path("status").asString()).isEqualTo("completed");
    assertThat(api.submit("A cat emulator:takes:soon").message()).contains("up to 7 digits");
  }
}
