package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What requests are charged, each worked out by hand from the published price. */
class PriceTableTest {

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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gemini-2.5-flash-image         | {}                                                     | 1.6
          doubao-seedream-4.0            | {"n":15}                                               | 22.95
          doubao-seedream-4.5            | {}                                                     | 2.04
          doubao-seedream-5.0-lite       | {"n":2}                                                | 3.808
          doubao-seedream-5.0-lite       | {"model_params":{"tools":[{"type":"web_search"}]}}     | 1.944
          doubao-seedream-5.0-flash      | {"quality":"2K"}                                       | 1.1016
          doubao-seedream-5.0-pro        | {}                                                     | 2.295
          doubao-seedream-5.0-pro        | {"quality":"2K","image_urls":["http://x/1"]}           | 4.743
          gemini-3-pro-image-preview     | {"prompt":"cat","quality":"1K"}                        | 8.516
          gemini-3-pro-image-preview     | {"prompt":"cat","quality":"4K"}                        | 15.2068
          gemini-3.1-flash-image-preview | {"prompt":"cat","quality":"0.5K"}                      | 2.8399
          gemini-3.1-flash-image-preview | {"prompt":"cat"}                                       | 6.3868
          gemini-3.1-flash-image-preview | {"prompt":"cat","model_params":{"image_search":true}}  | 7.2739
          gemini-3.1-flash-lite-image    | {"prompt":"cat","image_urls":["http://x/1"]}           | 1.9583
          gemini-nano-banana-2.1         | {"prompt":"cat","quality":"4K"}                        | 6.9404
          gpt-image-2                    | {"prompt":"cat","n":2}                                 | 3.6729
          gpt-image-1.5                  | {"prompt":"cat","image_urls":["http://x/1"]}           | 2.4489
          gpt-image-2-beta               | {}                                                     | 1.02
          grok-imagine-image-2.0         | {}                                                     | 3.06
          grok-imagine-image-2.0         | {"n":4,"resolution":"2K","quality":"low"}              | 12.24
          grok-imagine-image-2.0         | {"n":2,"image_urls":["http://x/1","http://x/2"]}       | 7.14
          krea-2-turbo                   | {"quality":"2K"}                                       | 1.8
          mj-v7                          | {"model_params":{"speed":"turbo"}}                     | 10.8
          mj-v7                          | {}                                                     | 5.4
          mj-v7-retexture                | {"model_params":{"speed":"turbo"}}                     | 16.2
          mj-v7-outpaint                 | {"model_params":{"task_id":"x"}}                       | 5.4
          mj-v7-upscale                  | {"model_params":{"task_id":"x","type":"creative"}}     | 10.8
          mj-v8.2                        | {"quality":"hd"}                                       | 8.1
          mj-v8.1-variation              | {}                                                     | 8.1
          mj-v8.2-remove-bg              | {}                                                     | 5.4
          nano-banana-2-beta             | {}                                                     | 3.6
          nano-banana-2-lite             | {"quality":"hd"}                                       | 3.41
          nano-banana-2-lite-beta        | {}                                                     | 1.2
          nano-banana-beta               | {}                                                     | 1.2
          qwen-image-3.0                 | {"n":6}                                                | 11.016
          qwen-image-3.0-pro             | {"n":2,"quality":"2K","image_urls":["http://x/1"]}     | 9.3636
          qwen-image-edit-plus           | {"n":2}                                                | 3
          wan2.5-text-to-image           | {"n":4}                                                | 6
          z-image-turbo                  | {}                                                     | 0.26
          doubao-seedance-1.0-pro-fast   | {}                                                     | 9.9
          doubao-seedance-1.0-pro-fast   | {"duration":2,"quality":"480p"}                        | 0.81
          seedance-1.5-pro               | {"duration":4,"quality":"480p","generate_audio":false} | 3.4445
          seedance-1.5-pro               | {}                                                     | 17.784
          seedance-2.0-text-to-video     | {"quality":"4k","duration":15}                         | 1032.75
          seedance-2.0-text-to-video     | {"quality":"480p","duration":4}                        | 25.11
          seedance-2.0-text-to-video     | {"model_params":{"web_search":true}}                   | 67.54
          seedance-2.0-reference-to-video| {"video_urls":["http://x/1","http://x/2"]}             | 123.3225
          seedance-2.0-fast-reference-to-video| {"video_urls":["http://x/1"]}                     | 48.7977
          seedance-2.0-mini-text-to-video| {"duration":4,"quality":"480p"}                        | 5.022
          seedance-2.5-text-to-video     | {"quality":"480p"}                                     | 46.7093
          seedance-2.5-text-to-video     | {"draft":true}                                         | 46.7093
          seedance-2.5-draft-to-video    | {}                                                     | 251.125
          grok-imagine-text-to-video     | {}                                                     | 8.16
          grok-imagine-text-to-video-beta| {"duration":30,"quality":"720p"}                       | 57.12
          grok-imagine-video-1.0-i2v     | {"image_urls":["http://x/1","http://x/2"]}             | 14.4704
          grok-imagine-video-1.5-preview | {"quality":"1080p","duration":1}                       | 11.9
          happyhorse-1.0-text-to-video   | {"duration":3}                                         | 22.848
          happyhorse-1.1-text-to-video   | {"quality":"1080p"}                                    | 49.1232
          happyhorse-1.0-video-edit      | {}                                                     | 76.16
          kling-v3-text-to-video         | {"duration":3}                                         | 16.2
          kling-v3-text-to-video         | {"quality":"1080p","sound":"on"}                       | 54
          kling-o3-text-to-video         | {"quality":"1080p","sound":"on"}                       | 45.009
          kling-o3-text-to-video         | {"quality":"4k"}                                       | 135
          kling-o3-reference-to-video    | {"quality":"1080p","duration":3}                       | 32.4162
          kling-v3-turbo-text-to-video   | {"quality":"1080p"}                                    | 45
          kling-v3-motion-control        | {}                                                     | 40.824
          kling-v2.6-motion-control      | {"quality":"1080p"}                                    | 36
          kling-o1-image-to-video        | {"duration":10}                                        | 80
          kling-o1-video-edit            | {}                                                     | 60
          kling-o1-video-edit-fast       | {}                                                     | 40.8
          kling-custom-element           | {}                                                     | 0.001
          minimax-h3-text-to-video       | {}                                                     | 20.672
          minimax-h3-text-to-video       | {"quality":"2k"}                                       | 33.592
          minimax-h3-reference-to-video  | {"video_urls":["http://x/1"]}                          | 46.512
          minimax-h3-max-text-to-video   | {"quality":"480p"}                                     | 16.15
          minimax-h3-max-turbo-text-to-video | {}                                                 | 12.92
          minimax-h3-max-reference-to-video | {"quality":"480p","video_urls":["http://x/1"]}      | 34.0119
          omnihuman-1.5                  | {}                                                     | 60
          videoretalk                    | {}                                                     | 4
          sora-2-preview                 | {"duration":12}                                        | 69.12
          tencent-video-upscale          | {"quality":"4k","model_params":{"max_fps":"60"}}       | 21.76
          veo-3.1-generate-preview       | {"duration":8,"quality":"4k","n":2}                    | 608.256
          veo-3.1-generate-preview       | {"generate_audio":false}                               | 50.688
          veo-3.1-fast-generate-preview  | {"quality":"4k"}                                       | 88.9574
          veo3.1-fast                    | {}                                                     | 21.6
          veo3.1-fast-extend             | {}                                                     | 12.1
          veo3.1-pro-beta                | {}                                                     | 162
          wan2.5-text-to-video           | {"quality":"1080p","duration":10}                      | 85.17
          wan2.6-text-to-video           | {"duration":2}                                         | 9.52
          wan2.6-image-to-video-flash    | {"generate_audio":false}                               | 5.95
          wan2.7-text-to-video           | {"quality":"1080p"}                                    | 45.424
          wan2.7-reference-video         | {"video_urls":["http://x/1","http://x/2"]}             | 54.4
          wan3.0-text-to-video           | {"duration":2,"quality":"480p"}                        | 5.1
          wan3.0-prime-text-to-video     | {"quality":"1080p"}                                    | 80.9662
          suno-v5                        | {}                                                     | 8
          suno-v5-beta                   | {}                                                     | 8
          suno-persona                   | {}                                                     | 0.001
          doubao-seed-audio-1-0          | {}                                                     | 1.02
          qwen-voice-design              | {}                                                     | 2
          """)
  void requestIsChargedByThePriceList(String model, String json, String credits) {
    Api own = api.as("sk-" + model);
    SampleRequest sample = SampleRequest.of(model);
    Api.Answer answer = sample.submit(own, sample.body().setAll(object(json)));

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(answer.json().path("usage").path("credits_reserved").asString()).isEqualTo(credits);
    JsonNode task = own.task(answer.id()).json();
    assertThat(task.path("usage").path("credits_used").asString()).isEqualTo(credits);
    assertThat(task.path("billing").path("charged_credits").asString()).isEqualTo(credits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          doubao-seedream-5.0-flash-layerize | {}                | 18.7272 | 3.3048
          doubao-seedream-5.0-pro-layerize   | {"quality":"1K"}  | 20.9712 | 3.8352
          seedance-2.5-text-to-video         | {"duration":-1}   | 602.7   | 100.45
          wan3.0-text-to-video               | {"duration":-1}   | 153     | 25.5
          """)
  void whatTheModelDecidesIsReservedAtItsMostAndChargedAsItCame(
      String model, String json, String reserved, String used) {
    Api own = api.as("sk-settled-" + model);
    SampleRequest sample = SampleRequest.of(model);
    Api.Answer answer = sample.submit(own, sample.body().setAll(object(json)));

    assertThat(answer.json().path("usage").path("credits_reserved").asString()).isEqualTo(reserved);
    JsonNode task = own.task(answer.id()).json();
    assertThat(task.path("usage").path("credits_used").asString()).isEqualTo(used);
    assertThat(
            own.get("/v1/credits").json().path("data").path("user").path("used_credits").asString())
        .isEqualTo(used);
  }

  @Test
  void modelThatTheTableDoesNotKnowCostsWhatItsPageShows() {
    SampleRequest sample = SampleRequest.of("grok-imagine-video-1.5-lite");

    assertThat(sample.submit(api, sample.body()).json().at("/usage/credits_reserved").asString())
        .isEqualTo("8.16");
  }

  @Test
  void wordThatIsNotListedCostsTheMost() {
    try (EvolinkEmulator lenient = EvolinkEmulator.builder().mode(Mode.LENIENT).start()) {
      SampleRequest sample = SampleRequest.of("krea-2-turbo");
      JsonNode answer = sample.submit(new Api(lenient), sample.body().put("quality", "8K")).json();

      assertThat(answer.at("/usage/credits_reserved").asString()).isEqualTo("1.8");
    }
  }

  @Test
  void priceThatIsBeyondTheBalanceIsRefused() {
    try (EvolinkEmulator poor =
        EvolinkEmulator.builder().credits(new java.math.BigDecimal("161.9999")).start()) {
      SampleRequest sample = SampleRequest.of("veo3.1-pro");

      assertThat(sample.submit(new Api(poor), sample.body()).status()).isEqualTo(402);
    }
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
