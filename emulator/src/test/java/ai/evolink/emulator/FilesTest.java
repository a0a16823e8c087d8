package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FilesTest {

  private static final String BASE64 = "/api/v1/files/upload/base64";
  private static final String STREAM = "/api/v1/files/upload/stream";
  private static final String URL = "/api/v1/files/upload/url";
  private static final byte[] PNG = PromptPicture.png("A cat", "1:1", "test");
  private static final byte[] TEXT = "not a picture".getBytes(StandardCharsets.UTF_8);

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().clock(clock).fileQuota(4).maxFileBytes(100_000).start();
  private final Api api = new Api(emulator);

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void bareBase64IsStoredAndServedWithoutAKey() {
    JsonNode file = data(upload64(encode(PNG), "avatars", "avatar.png"));

    assertThat(file.path("file_id").asString()).startsWith("file_");
    assertThat(file.path("file_name").asString()).isEqualTo("avatar.png");
    assertThat(file.path("original_name").asString()).isEqualTo("avatar.png");
    assertThat(file.path("file_size").asInt()).isEqualTo(PNG.length);
    assertThat(file.path("mime_type").asString()).isEqualTo("image/png");
    assertThat(file.path("upload_path").asString()).isEqualTo("avatars");
    assertThat(file.path("file_url").asString())
        .startsWith(emulator.url() + "/")
        .endsWith("/avatars/avatar.png");
    for (String link : new String[] {"file_url", "download_url"}) {
      Api.Answer bytes = api.as("").get(file.path(link).asString());
      assertThat(bytes.status()).isEqualTo(200);
      assertThat(bytes.header("Content-Type")).isEqualTo("image/png");
      assertThat(bytes.bytes()).isEqualTo(PNG);
    }
  }

  @Test
  void dataUrlIsStored() {
    JsonNode file = data(upload64("data:image/png;base64," + encode(PNG), "", ""));

    assertThat(api.get(file.path("file_url").asString()).bytes()).isEqualTo(PNG);
    assertThat(file.path("upload_path").asString()).isEqualTo("images");
    assertThat(file.path("file_name").asString()).matches("[a-z0-9]{12}\\.png");
  }

  @Test
  void base64OfSeveralLinesIsStored() {
    String lines = Base64.getMimeEncoder().encodeToString(PNG);

    assertThat(data(upload64(lines, "", "")).path("file_size").asInt()).isEqualTo(PNG.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!!!!", "iVBORw0KGgo=x", "data:image/png,abc", "data:image/png;base64", ""})
  void brokenBase64IsRefused(String text) {
    refused(upload64(text, "", ""), 400, 400);
  }

  @Test
  void missingBase64IsRefused() {
    Api.Answer answer = api.post(BASE64, "{}");
    refused(answer, 400, 400);
    assertThat(answer.json().path("msg").asString()).isEqualTo("base64_data is required");
    refused(api.post(BASE64, "{"), 400, 400);
  }

  @Test
  void timesAreThoseOfTheServiceAndThreeDaysApart() {
    JsonNode file = data(upload64(encode(PNG), "", ""));
    String uploaded = file.path("upload_time").asString();
    String expires = file.path("expires_at").asString();

    assertThat(uploaded).endsWith("+08:00").hasSize(25);
    assertThat(OffsetDateTime.parse(expires))
        .isEqualTo(OffsetDateTime.parse(uploaded).plusHours(72));
  }

  @Test
  void fileDiesAfterThreeDays() {
    JsonNode file = data(upload64(encode(PNG), "", ""));
    String link = file.path("file_url").asString();
    clock.advance(Duration.ofDays(3).minusMillis(1));
    assertThat(api.get(link).status()).isEqualTo(200);
    assertThat(quota().path("used_files").asInt()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));

    assertThat(api.get(link).status()).isEqualTo(404);
    assertThat(quota().path("used_files").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "file upload_path file_name",
    "file_name file upload_path",
    "upload_path file_name file",
    "uploadPath fileName file"
  })
  void multipartFieldsComeInAnyOrderAndCase(String order) {
    JsonNode file = data(multipart("B0undary", PNG, order.split(" ", -1)));

    assertThat(file.path("file_name").asString()).isEqualTo("stored.png");
    assertThat(file.path("original_name").asString()).isEqualTo("local.png");
    assertThat(file.path("upload_path").asString()).isEqualTo("photos");
    assertThat(api.get(file.path("file_url").asString()).bytes()).isEqualTo(PNG);
  }

  @Test
  void multipartNeedsOnlyTheFile() {
    JsonNode file = data(multipart("b", PNG, "file"));

    assertThat(file.path("original_name").asString()).isEqualTo("local.png");
    assertThat(file.path("file_name").asString()).matches("[a-z0-9]{12}\\.png");
  }

  @Test
  void multipartWithoutFileIsRefused() {
    Api.Answer answer = multipart("b", PNG, "file_name");
    refused(answer, 400, 400);
    assertThat(answer.json().path("msg").asString()).contains("'file' is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart/form-data; boundary=b", "multipart/form-data", "text/plain"})
  void brokenMultipartIsRefused(String type) {
    refused(
        api.post(STREAM, type, HttpRequest.BodyPublishers.ofString("--b\r\nrubbish")), 400, 400);
  }

  @Test
  void linkIsKeptAndNotFetched() {
    String link = "https://example.com/pictures/cat.jpeg?size=9";
    JsonNode file = data(api.post(URL, Json.object().put("file_url", link).toString()));

    assertThat(file.path("mime_type").asString()).isEqualTo("image/jpeg");
    assertThat(file.path("original_name").asString()).isEqualTo("cat.jpeg");
    assertThat(file.path("file_size").asInt()).isEqualTo(2048);
    Api.Answer answer = api.as("").get(file.path("file_url").asString());
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.com/cat.png", "cat.png", "file:///etc/passwd"})
  void linkOfAnotherKindIsRefused(String link) {
    refused(api.post(URL, Json.object().put("file_url", link).toString()), 400, 400);
  }

  @Test
  void bytesOfNoKnownTypeAreRefused() {
    refused(upload64(encode(TEXT), "", "cat.png"), 400, 40002);
  }

  @Test
  void strictModeTakesTheDocumentedTypesOnly() {
    byte[] wav = "RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII);
    String body = Json.object().put("base64_data", encode(wav)).toString();
    assertThat(data(api.post(BASE64, body)).path("mime_type").asString()).isEqualTo("audio/wav");
    try (EvolinkEmulator strict = EvolinkEmulator.builder().mode(Mode.STRICT).start();
        EvolinkEmulator lenient = EvolinkEmulator.builder().mode(Mode.LENIENT).start()) {
      refused(new Api(strict).post(BASE64, body), 400, 40002);
      String text = Json.object().put("base64_data", encode(TEXT)).toString();
      assertThat(data(new Api(lenient).post(BASE64, text)).path("mime_type").asString())
          .isEqualTo("application/octet-stream");
    }
  }

  @Test
  void fileThatIsTooLargeIsRefused() {
    refused(upload64(encode(Arrays.copyOf(PNG, 100_001)), "", ""), 400, 40001);
  }

  @Test
  void quotaIsCountedAndKept() {
    for (int i = 0; i < 3; i++) {
      data(upload64(encode(Arrays.copyOf(PNG, 100)), "", ""));
    }
    assertThat(quota().path("used_files").asInt()).isEqualTo(3);
    assertThat(quota().path("max_files").asInt()).isEqualTo(4);
    assertThat(quota().path("remain_files").asInt()).isEqualTo(1);
    data(upload64(encode(Arrays.copyOf(PNG, 100)), "", ""));

    refused(upload64(encode(Arrays.copyOf(PNG, 100)), "", ""), 400, 40003);
    assertThat(data(upload64(api.as("sk-other"), encode(PNG))).path("file_id").asString())
        .isNotBlank();
  }

  @Test
  void oldestFilesMakeRoomForNewOnes() {
    byte[] large = Arrays.copyOf(PNG, 60_000);
    String first = data(upload64(encode(large), "", "")).path("file_url").asString();
    String second = data(upload64(encode(large), "", "")).path("file_url").asString();

    assertThat(api.get(first).status()).isEqualTo(404);
    assertThat(api.get(second).bytes()).isEqualTo(large);
  }

  @Test
  void filesAreListedNewestFirstInPages() {
    for (int i = 1; i <= 3; i++) {
      data(upload64(encode(Arrays.copyOf(PNG, 100)), "", "cat" + i + ".png"));
    }
    JsonNode page = api.get("/api/v1/files/list?page=1&pageSize=2").json().path("data");
    assertThat(page.path("total").asInt()).isEqualTo(3);
    assertThat(page.path("files").findValuesAsString("file_name"))
        .containsExactly("cat3.png", "cat2.png");
    assertThat(
            api.get("/api/v1/files/list?page=2&pageSize=2")
                .json()
                .path("data")
                .path("files")
                .findValuesAsString("file_name"))
        .containsExactly("cat1.png");
    assertThat(api.as("sk-other").get("/api/v1/files/list").json().path("data").path("total"))
        .hasToString("0");
  }

  @Test
  void fileCanBeDeletedByItsOwnerOnly() {
    JsonNode file = data(upload64(encode(PNG), "", ""));
    String path = "/api/v1/files/" + file.path("file_id").asString();
    refused(api.as("sk-other").send(path, "DELETE"), 404, 404);
    assertThat(api.send(path, "DELETE").json().path("success").asBoolean()).isTrue();

    refused(api.send(path, "DELETE"), 404, 404);
    assertThat(api.get(file.path("file_url").asString()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, images, passwd",
    "my cat ü.png,     images, my_cat__.png",
    "..,               images, file"
  })
  void namesNeverLeadAnywhereElse(String name, String folder, String stored) {
    JsonNode file = data(upload64(encode(PNG), "", name));

    assertThat(file.path("file_name").asString()).isEqualTo(stored);
    assertThat(file.path("upload_path").asString()).isEqualTo(folder);
    assertThat(api.get(file.path("file_url").asString()).status()).isEqualTo(200);
  }

  private Api.Answer upload64(String text, String path, String name) {
    ObjectNode body = Json.object().put("base64_data", text);
    if (!path.isEmpty()) {
      body.put("upload_path", path);
    }
    if (!name.isEmpty()) {
      body.put("file_name", name);
    }
    return api.post(BASE64, body.toString());
  }

  private static Api.Answer upload64(Api api, String text) {
    return api.post(BASE64, Json.object().put("base64_data", text).toString());
  }

  private Api.Answer multipart(String boundary, byte[] content, String... fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String field : fields) {
      boolean file = field.equals("file");
      String value = field.toLowerCase(Locale.ROOT).contains("name") ? "stored.png" : "photos";
      String head =
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\""
              + field
              + (file ? "\"; filename=\"local.png\"\r\nContent-Type: image/png" : "\"")
              + "\r\n\r\n";
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file ? content : value.getBytes(StandardCharsets.UTF_8));
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return api.post(
        STREAM,
        "multipart/form-data; boundary=" + boundary,
        HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private JsonNode quota() {
    return data(api.get("/api/v1/files/quota"));
  }

  private static JsonNode data(Api.Answer answer) {
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(answer.json().path("success").asBoolean()).isTrue();
    assertThat(answer.json().path("code").asInt()).isEqualTo(200);
    return answer.json().path("data");
  }

  private static void refused(Api.Answer answer, int status, int code) {
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(status);
    assertThat(answer.json().path("success").asBoolean(true)).isFalse();
    assertThat(answer.json().path("code").asInt()).isEqualTo(code);
    assertThat(answer.json().path("msg").asString()).isNotBlank();
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
