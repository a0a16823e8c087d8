package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SubmitTest {

  private static EvolinkEmulator emulator;
  private static Api api;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(2500)).start();
    api = new Api(emulator);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void acceptedSubmitAnswersAsDocumented() {
    JsonNode answer = api.submit(cat()).json();

    assertThat(answer.path("id").asString()).matches("task-unified-\\d{10}-[a-z0-9]{8}");
    assertThat(answer.path("created").isIntegralNumber()).isTrue();
    assertThat(answer.path("model").asString()).isEqualTo("gemini-2.5-flash-image");
    assertThat(answer.path("object").asString()).isEqualTo("image.generation.task");
    assertThat(answer.path("type").asString()).isEqualTo("image");
    assertThat(answer.path("status").asString()).isEqualTo("pending");
    assertThat(answer.path("progress").asInt()).isZero();
    assertThat(answer.path("task_info").path("estimated_time").asInt()).isEqualTo(3);
    assertThat(answer.path("usage").path("credits_reserved").asString()).isEqualTo("1.6");
  }

  @Test
  void allDocumentedFieldsAreAccepted() {
    ObjectNode body = cat().put("size", "16:9").put("callback_url", "https://example.com/hook");
    links(body, 5);

    assertThat(api.submit(body).status()).isEqualTo(200);
  }

  @Test
  void linksToThisMachineAreAcceptedAsInputs() {
    ObjectNode body = cat();
    body.putArray("image_urls").add("http://127.0.0.1:1/cat.png");

    assertThat(api.submit(body).status()).isEqualTo(200);
  }

  @Test
  void promptLengthCountsCodePoints() {
    assertThat(api.submit("🐱".repeat(2000)).status()).isEqualTo(200);
    refused(
        cat().put("prompt", "🐱".repeat(2001)),
        "prompt",
        "prompt must have at most 2000 characters, but has 2001");
  }

  @Test
  void missingPromptIsRefused() {
    ObjectNode body = cat();
    body.remove("prompt");
    refused(body, "prompt", "prompt is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t"})
  void blankPromptIsRefused(String prompt) {
    refused(cat().put("prompt", prompt), "prompt", "prompt must not be blank");
  }

  @Test
  void promptOfAnotherTypeIsRefused() {
    refused(cat().put("prompt", 5), "prompt", "prompt must be a string, but was an integer (5)");
    refused(cat().putNull("prompt"), "prompt", "prompt must be a string, but was null");
  }

  @Test
  void tooManyLinksAreRefused() {
    ObjectNode body = cat();
    links(body, 6);
    refused(body, "image_urls", "image_urls must have at most 5 items, but has 6");
  }

  @Test
  void unlistedSizeIsRefused() {
    refused(
        cat().put("size", "7:5"),
        "size",
        "size must be one of auto, 1:1, 2:3, 3:2, 4:3, 3:4, 16:9, 9:16, but was '7:5'");
  }

  @Test
  void limitsAreThoseOfTheChosenModel() {
    ObjectNode body = cat().put("model", "gemini-3.1-flash-image-preview").put("size", "1:8");
    links(body, 14);
    body.putObject("model_params").put("thinking_level", "high").put("web_search", true);
    assertThat(api.submit(body).status()).isEqualTo(200);

    body.putObject("model_params").put("thinking_level", "medium");
    refused(
        body,
        "model_params.thinking_level",
        "model_params.thinking_level must be one of auto, min, high, but was 'medium'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat.png", "data:image/png;base64,iVBORw0KGgo=", "ftp://x.org/a.png"})
  void mediaMustBeLinks(String value) {
    ObjectNode body = cat();
    body.putArray("image_urls").add(value);
    JsonNode error = api.submit(body).error();

    assertThat(error.path("param").asString()).isEqualTo("image_urls[0]");
    assertThat(error.path("message").asString()).startsWith("image_urls[0] must be");
  }

  @Test
  void mediaInsideListsOfObjectsMustBeLinksToo() {
    SampleRequest sample = SampleRequest.of("kling-custom-element");
    ObjectNode body = sample.body();
    ObjectNode pictures = ((ObjectNode) body.path("model_params")).putObject("element_image_list");
    pictures.put("frontal_image", "https://example.com/front.png");
    pictures.putArray("refer_images").addObject().put("image_url", "ftp://example.com/side.png");
    Api.Answer answer = sample.submit(api, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("param").asString())
        .isEqualTo("model_params.element_image_list.refer_images[0].image_url");
  }

  @Test
  void fieldsThatTakeMoreThanLinksTakeOtherTexts() {
    SampleRequest sample = SampleRequest.of("doubao-seed-audio-1-0");
    ObjectNode body = sample.body();
    body.putArray("audio_references").add("preset-voice").add("https://example.com/voice.mp3");

    assertThat(sample.submit(api, body).status()).isEqualTo(200);
  }

  @Test
  void groupOfFieldsWithTooFewOfThemIsRefused() {
    SampleRequest sample = SampleRequest.of("mj-v7-inpaint");
    ObjectNode body = sample.body();
    ((ObjectNode) body.path("model_params")).putObject("mask");

    assertThat(sample.submit(api, body).message())
        .contains("model_params.mask must have at least 1 of its fields, but has 0");
  }

  @Test
  void everyComplaintIsNamedAndWhatIsMissingComesFirst() {
    ObjectNode body = Json.object().put("model", "gemini-2.5-flash-image").put("size", "7:5");
    links(body, 6);
    Api.Answer answer = api.submit(body);

    assertThat(answer.error().path("param").asString()).isEqualTo("prompt");
    assertThat(answer.message())
        .startsWith("prompt is required; ")
        .contains("size must be one of", "image_urls must have at most 5");
  }

  @Test
  void missingModelIsRefused() {
    ObjectNode body = cat();
    body.remove("model");
    refused(body, "model", "model is required");
    refused(cat().put("model", 7), "model", "model must be the id of a model");
  }

  @Test
  void unknownModelIsRefusedAsOneThatTheKeyMayNotUse() {
    Api.Answer answer = api.submit(cat().put("model", "no-such-model"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error().path("code").asString()).isEqualTo("model_access_denied");
    assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(answer.message())
        .startsWith("Token does not have access to model: no-such-model")
        .contains("gemini-2.5-flash-image");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model":                                 | not valid JSON (line 1, column
          {"model":"a"} x                           | not valid JSON
          {"model":"a","model":"b"}                 | not valid JSON
          [1]                                       | must be a JSON object, but was of type array
          5                                         | must be a JSON object, but was of type number
          """)
  void brokenBodiesAreRefused(String body, String complaint) {
    Api.Answer answer = api.post(Api.IMAGES, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("code").asString()).isEqualTo("invalid_request");
    assertThat(answer.message()).contains(complaint);
  }

  @Test
  void emptyBodyIsRefused() {
    assertThat(api.post(Api.IMAGES, "").message()).contains("but is empty");
  }

  @Test
  void deeplyNestedBodyIsRefused() {
    String body = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(api.post(Api.IMAGES, body).message()).contains("not valid JSON");
  }

  @Test
  void lenientModeTakesModelsAndValuesThatNobodyKnows() {
    try (EvolinkEmulator lenient = EvolinkEmulator.builder().mode(Mode.LENIENT).start()) {
      Api open = new Api(lenient);
      ObjectNode body = Json.object().put("model", "model-of-tomorrow").put("anything", 1);
      assertThat(open.submit(body).json().path("model").asString()).isEqualTo("model-of-tomorrow");
      assertThat(open.submit(cat().put("size", "7:5")).status()).isEqualTo(200);

      Api.Answer tooLong = open.submit("x".repeat(2001));
      assertThat(tooLong.status()).isEqualTo(400);
      assertThat(tooLong.message()).contains("at most 2000");
    }
  }

  @Test
  void submissionsAreRecordedWithWhatBecameOfThem() {
    int before = emulator.submissions().size();
    String body = cat().put("prompt", "A recorded cat").toString();
    String id = api.as("sk-recorded").post(Api.IMAGES, body).id();
    api.submit(cat().put("prompt", ""));

    List<Submission> seen = emulator.submissions().subList(before, emulator.submissions().size());
    assertThat(seen).hasSize(2);
    Submission accepted = seen.get(0);
    assertThat(accepted.path()).isEqualTo(Api.IMAGES);
    assertThat(accepted.model()).isEqualTo("gemini-2.5-flash-image");
    assertThat(accepted.prompt()).isEqualTo("A recorded cat");
    assertThat(accepted.body()).isEqualTo(body);
    assertThat(accepted.key()).isEqualTo("sk-recorded");
    assertThat(accepted.headers())
        .containsEntry("content-type", "application/json")
        .doesNotContainKey("authorization");
    assertThat(accepted.taskId()).contains(id);
    assertThat(accepted.status()).isEqualTo(200);
    assertThat(accepted.toString()).doesNotContain("sk-recorded");
    assertThat(seen.get(1).status()).isEqualTo(400);
    assertThat(seen.get(1).taskId()).isEmpty();
  }

  private static void refused(ObjectNode body, String param, String message) {
    Api.Answer answer = api.submit(body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("code").asString()).isEqualTo("invalid_request");
    assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(answer.error().path("param").asString()).isEqualTo(param);
    assertThat(answer.message()).isEqualTo(message);
  }

  private static void links(ObjectNode body, int number) {
    ArrayNode urls = body.putArray("image_urls");
    for (int i = 0; i < number; i++) {
      urls.add("https://example.com/image" + i + ".png");
    }
  }
}
