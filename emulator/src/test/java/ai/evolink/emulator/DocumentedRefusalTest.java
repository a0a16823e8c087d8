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

/** Bodies that are wrong by a rule that a single model has, and what the service says of them. */
class DocumentedRefusalTest {

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

  /** The smallest body of a model, with other values for some properties; null removes one. */
  private static Api.Answer submit(String model, String changes) {
    SampleRequest sample = SampleRequest.of(model);
    ObjectNode body = sample.body();
    JsonNode given = Json.read(changes.getBytes(StandardCharsets.UTF_8));
    given
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                body.remove(change.getKey());
              } else {
                body.set(change.getKey(), change.getValue());
              }
            });
    return sample.submit(api, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gemini-omni-flash-image-to-video     | {"image_urls":[]} | image_urls must have at least 1 items, but has 0
          gemini-omni-flash-reference-to-video | {"image_urls":[]} | image_urls must have at least 1 items, but has 0
          kling-o1-video-edit                  | {"image_urls":[]} | image_urls must have at least 1 items, but has 0
          kling-o1-video-edit-fast             | {"image_urls":[]} | image_urls must have at least 1 items, but has 0
          wan2.7-image-to-video                | {"audio_urls":[]} | audio_urls must have at least 1 items, but has 0
          kling-o3-text-to-video               | {"model_params":{"element_list":[{}]}} | model_params.element_list[0].element_id is required
          kling-v3-image-to-video              | {"model_params":{"element_list":[{}]}} | model_params.element_list[0].element_id is required
          kling-v3-motion-control              | {"model_params":{"character_orientation":"video","element_list":[{}]}} | model_params.element_list[0].element_id is required
          kling-custom-element                 | {"model_params":{"element_name":"a","element_description":"b","reference_type":"image_refer","element_image_list":{"frontal_image":"https://example.com/a","refer_images":[{}]}}} | model_params.element_image_list.refer_images[0].image_url is required
          kling-custom-element                 | {"model_params":{"element_name":"a","element_description":"b","reference_type":"video_refer","element_video_list":{}}} | model_params.element_video_list.refer_videos is required
          kling-custom-element                 | {"model_params":{"element_name":"a","element_description":"b","reference_type":"video_refer","element_video_list":{"refer_videos":[{}]}}} | model_params.element_video_list.refer_videos[0].video_url is required
          MiniMax-Hailuo-2.3                   | {"prompt":null,"image_urls":null} | prompt or image_urls is required
          mj-v7-upscale                        | {"model_params":{"task_id":"t","image_number":4}} | model_params.image_number must be one of 0, 1, 2, 3, but was 4
          gemini-omni-1.1-flash-text-to-video  | {"duration":11} | duration must be one of 3, 4, 5, 6, 7, 8, 9, 10, but was 11
          grok-imagine-video-1.5-lite          | {"image_urls":["https://example.com/a","https://example.com/b"]} | image_urls must have at most 1 items, but has 2
          grok-imagine-video-1.5-lite          | {"duration":16} | duration must be at most 15, but was 16
          grok-imagine-video-1.5-lite          | {"quality":"4k"} | quality must be one of 480p, 720p, 1080p, but was '4k'
          """)
  void bodyIsRefused(String model, String changes, String message) {
    Api.Answer answer = submit(model, changes);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
    assertThat(answer.error().path("code").asString()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          qwen-audio-3.1-tts-flash | {"prompt":null}                          | missing_prompt        | prompt      | prompt or input is required
          qwen-audio-3.1-tts-flash | {"prompt":"  "}                          | missing_prompt        | prompt      | prompt must match
          qwen-audio-3.1-tts-flash | {"prompt":"Hello","input":"Bye"}         | parameter_conflict    | input       | input must be equal to prompt
          qwen-audio-3.1-tts-flash | {"response_format":"mp3","format":"wav"} | parameter_conflict    | format      | format must be equal to response_format
          qwen-audio-3.1-tts-flash | {"instructions":"slowly"}                | unsupported_parameter | instructions | instructions is not a parameter of this model
          qwen-audio-3.1-tts-flash | {"voice":" "}                            | invalid_voice         | voice       | voice must match
          qwen-audio-3.1-tts-flash | {"sample_rate":0}                        | invalid_parameter     | sample_rate | sample_rate must be one of 8000,
          qwen-audio-3.1-tts-flash | {"pitch":2.5}                            | invalid_parameter     | pitch       | pitch must be at most
          qwen-audio-3.1-tts-flash | {"hot_fix":{}}                           | invalid_parameter     | hot_fix     | hot_fix must have at least 1
          voice-enrollment         | {"audio_url":null}                       | invalid_parameter     | audio_url   | audio_url or voice_prompt and preview_text is required
          voice-enrollment         | {"audio_url":null,"voice_prompt":"deep"} | invalid_parameter     | audio_url   | audio_url or voice_prompt and preview_text is required
          voice-enrollment         | {"voice_prompt":"deep"}                  | invalid_parameter     | voice_prompt | voice_prompt must be absent beside audio_url
          voice-enrollment         | {"audio_url":"no link"}                  | invalid_media_url     | audio_url   | audio_url must be a valid uri
          voice-enrollment         | {"preferred_name":"my_voice"}            | invalid_parameter     | preferred_name | preferred_name must match
          voice-enrollment         | {"preferred_name":"elevenchars"}         | invalid_parameter     | preferred_name | preferred_name must have at most 10
          """)
  void bodyIsRefusedWithTheCodeOfItsModel(
      String model, String changes, String code, String param, String message) {
    Api.Answer answer = submit(model, changes);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(400);
    assertThat(answer.error().path("code").asString()).isEqualTo(code);
    assertThat(answer.error().path("param").asString()).isEqualTo(param);
    assertThat(answer.message()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          qwen-audio-3.1-tts-flash | {"prompt":null,"input":"Hello"}
          qwen-audio-3.1-tts-flash | {"prompt":"Hello","input":"Hello","format":"wav"}
          qwen-audio-3.1-tts-flash | {"voice":"a-voice-of-tomorrow","hot_fix":{"replace":[{"TTS":"speech"}]}}
          MiniMax-Hailuo-2.3       | {"prompt":null,"image_urls":["https://example.com/a.png"]}
          MiniMax-Hailuo-2.3       | {"prompt":"A cat"}
          grok-imagine-image-to-video | {"duration":30,"quality":"720p"}
          nano-banana-2-lite       | {"quality":"hd"}
          mj-v7-upscale            | {"model_params":{"task_id":"t","image_number":3}}
          """)
  void bodyIsTaken(String model, String changes) {
    assertThat(submit(model, changes).status()).isEqualTo(200);
  }

  @Test
  void longPromptAndInstructionHaveTheirCodes() {
    String prompt = "{\"prompt\":\"" + "x".repeat(5001) + "\"}";
    String instruction = "{\"instruction\":\"" + "x".repeat(101) + "\"}";

    assertThat(code(submit("qwen-audio-3.1-tts-flash", prompt))).isEqualTo("prompt_too_long");
    assertThat(code(submit("qwen-audio-3.1-tts-flash", instruction)))
        .isEqualTo("instruction_too_long");
  }

  @Test
  void speechTellsItsFormatAndItsTokens() {
    String id =
        submit("qwen-audio-3.1-tts-flash", "{\"prompt\":\"Hello\",\"sample_rate\":48000}").id();

    JsonNode task = api.task(id).json();
    assertThat(task.at("/result_data/0/audio_url")).isEqualTo(task.at("/results/0"));
    assertThat(task.at("/result_data/0/format").asString()).isEqualTo("mp3");
    assertThat(task.at("/result_data/0/sample_rate").asInt()).isEqualTo(48000);
    assertThat(task.at("/usage/input_tokens").asInt()).isEqualTo(5);
    assertThat(task.at("/usage/total_tokens").asInt())
        .isEqualTo(5 + task.at("/usage/output_tokens").asInt());
  }

  @Test
  void recordedVoiceHasNoSample() {
    Api.Answer submitted = submit("voice-enrollment", "{\"preferred_name\":\"Anna\"}");

    JsonNode task = api.task(submitted.id()).json();
    assertThat(submitted.json().at("/task_info/audio_type").asString()).isEqualTo("voice_clone");
    assertThat(task.has("results")).isFalse();
    assertThat(task.at("/result_data/voice").asString())
        .matches("qwen-audio-3\\.1-tts-flash-anna-[0-9a-f]{32}");
    assertThat(task.at("/result_data/preview_audio_url").isMissingNode()).isTrue();
  }

  @Test
  void describedVoiceHasASample() {
    Api.Answer submitted =
        submit(
            "voice-enrollment",
            "{\"preferred_name\":\"Anna\",\"audio_url\":null,\"voice_prompt\":\"deep\","
                + "\"preview_text\":\"Good morning to you\"}");

    JsonNode task = api.task(submitted.id()).json();
    assertThat(submitted.json().at("/task_info/audio_type").asString()).isEqualTo("voice_design");
    assertThat(task.at("/result_data/voice").asString())
        .matches("qwen-audio-3\\.1-tts-flash-vd-anna-[0-9a-f]{32}");
    assertThat(task.at("/result_data/preview_audio_url")).isEqualTo(task.at("/results/0"));
  }

  private static String code(Api.Answer answer) {
    return answer.error().path("code").asString();
  }
}
