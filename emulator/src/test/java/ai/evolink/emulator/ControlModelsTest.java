package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the control API tells to those who write requests. */
class ControlModelsTest extends WithControl {

  private JsonNode quote(JsonNode body) {
    Api.Answer answer = control.post("/_emulator/quotes", body.toString());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode field(String model, String name) {
    return control
        .get("/_emulator/models/" + model)
        .json()
        .path("fields")
        .valueStream()
        .filter(field -> field.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode array, String property) {
    return array.valueStream().map(node -> node.path(property).asString()).toList();
  }

  @Test
  void everyModelIsListedOnceAndNoAlias() {
    JsonNode answer = control.get("/_emulator/models").json();

    List<String> expected =
        SampleRequest.all().stream()
            .map(SampleRequest::model)
            .filter(model -> !Spec.get().aliases().containsKey(model))
            .toList();
    assertThat(names(answer.path("models"), "id")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(names(answer.path("models"), "medium")).containsOnly("image", "video", "audio");
    assertThat(answer.path("error_codes").valueStream().map(JsonNode::asString))
        .contains("content_policy_violation", "service_error");
  }

  @Test
  void fieldsAreThoseOfTheSchemaAndTheRequiredOnesComeFirst() {
    JsonNode model = control.get("/_emulator/models/kling-v3-text-to-video").json();

    assertThat(model.path("path").asString()).isEqualTo("/v1/videos/generations");
    assertThat(model.at("/fields/0/name").asString()).isEqualTo("prompt");
    assertThat(model.at("/fields/0/required").asBoolean()).isTrue();
    assertThat(names(model.path("fields"), "name"))
        .contains("quality", "model_params.shot_type", "callback_url")
        .doesNotContain("model", "model_params");
  }

  @Test
  void fieldSaysWhatItTakes() {
    JsonNode count = field("doubao-seedream-5.0-lite", "n");
    assertThat(count.path("type").asString()).isEqualTo("integer");
    assertThat(count.path("minimum").asInt()).isEqualTo(1);
    assertThat(count.path("maximum").asInt()).isEqualTo(15);
    JsonNode quality = field("doubao-seedream-5.0-lite", "quality");
    assertThat(quality.path("type").asString()).isEqualTo("choice");
    assertThat(quality.path("choices").toString()).isEqualTo("[\"2K\",\"3K\",\"4K\"]");
    assertThat(quality.path("default").asString()).isEqualTo("2K");
    JsonNode links = field("doubao-seedream-5.0-lite", "image_urls");
    assertThat(links.path("type").asString()).isEqualTo("lines");
    assertThat(links.path("link").asBoolean()).isTrue();
    assertThat(field("kling-v3-text-to-video", "model_params.multi_prompt").path("type").asString())
        .isEqualTo("json");
  }

  @Test
  void quoteIsWhatTheSubmitReservesWhateverTheModel() {
    for (SampleRequest sample : SampleRequest.all()) {
      JsonNode quote = quote(sample.body());
      String id = sample.submit(api, sample.body()).id();

      assertThat(quote.path("problems")).as("%s", sample).isEmpty();
      assertThat(quote.path("credits_reserved").asDecimal())
          .as("%s", sample)
          .isEqualByComparingTo(
              control.get("/_emulator/tasks/" + id).json().path("credits").asDecimal());
    }
  }

  @Test
  void quoteMakesNoTaskAndTakesNoCredits() {
    quote(Api.cat());

    assertThat(emulator.submissions()).isEmpty();
    assertThat(control.get("/_emulator/tasks").json().path("total").asInt()).isZero();
    assertThat(used()).isEqualTo("0");
  }

  @Test
  void quoteFollowsChangedPrices() {
    emulator.prices().multiply("krea-2-turbo", new BigDecimal("2"));
    ObjectNode body = Json.object().put("model", "krea-2-turbo").put("prompt", "A cat");

    assertThat(quote(body).path("credits_used").asDecimal()).isEqualByComparingTo("0.9");
    assertThat(quote(body.put("quality", "2K")).path("credits_used").asDecimal())
        .isEqualByComparingTo("3.6");
  }

  @Test
  void everyMistakeIsToldByItsField() {
    ObjectNode body = Api.cat().put("size", "7:5").put("callback_url", "http://example.com/hook");
    body.remove("prompt");

    JsonNode quote = quote(body);

    assertThat(names(quote.path("problems"), "param"))
        .containsExactly("prompt", "size", "callback_url");
    assertThat(names(quote.path("problems"), "message").get(1))
        .startsWith("size must be one of auto, 1:1");
    assertThat(quote.path("credits_used").isNull()).isTrue();
  }

  @Test
  void missingPromptLeavesThePrice() {
    JsonNode quote = quote(Json.object().put("model", "gemini-2.5-flash-image"));

    assertThat(names(quote.path("problems"), "message")).containsExactly("prompt is required");
    assertThat(quote.path("credits_used").asDecimal()).isEqualByComparingTo("1.6");
  }

  @Test
  void magicWordThatDoesNotExistIsAMistakeOfThePrompt() {
    JsonNode quote = quote(Api.cat().put("prompt", "emulator:explode"));

    assertThat(names(quote.path("problems"), "param")).containsExactly("prompt");
    assertThat(names(quote.path("problems"), "message").get(0)).contains("emulator:explode");
  }

  @Test
  void unknownModelAndNoObjectAreSaidToBeSo() {
    assertThat(names(quote(Api.cat().put("model", "no-such")).path("problems"), "message"))
        .containsExactly("model: the emulator does not know no-such");
    assertThat(names(quote(Json.object()).path("problems"), "message"))
        .containsExactly("model is required");
    assertThat(control.post("/_emulator/quotes", "[]").status()).isEqualTo(400);
    assertThat(control.get("/_emulator/models/no-such").message())
        .isEqualTo("There is no model no-such");
  }
}
