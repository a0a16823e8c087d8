package ai.evolink.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.FastClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;

class EvolinkTextToSpeechModelTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client = FastClock.client("sk-test", emulator.url()).build();
  private final TextToSpeechModel model = EvolinkTextToSpeechModel.builder(client).build();

  @AfterEach
  void close() {
    client.close();
  }

  private static String body() {
    assertThat(emulator.submissions()).hasSize(1);
    return emulator.submissions().get(0).body();
  }

  @Test
  void textBecomesSoundWithTheTaskBesideIt() {
    TextToSpeechResponse response = model.call(new TextToSpeechPrompt("Good morning"));

    assertThat(response.getResult().getOutput()).isNotEmpty();
    assertThat(body()).contains("\"model\":\"qwen-audio-3.1-tts-flash\"").doesNotContain("voice");
    String token = response.getMetadata().getRequired(EvolinkMetadata.TASK_TOKEN);
    assertThat(client.tasks().resume(token).result().artifacts()).hasSize(1);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void optionsOfSpringAreTakenOver() {
    TextToSpeechOptions options =
        TextToSpeechOptions.builder().voice("Emily_v3.1").format("wav").speed(1.5).build();

    model.call(new TextToSpeechPrompt("Good morning", options));

    assertThat(body())
        .contains("\"voice\":\"Emily_v3.1\"", "\"response_format\":\"wav\"", "\"speech_rate\":1.5");
  }

  @Test
  void formatHasTheNameThatTheModelGivesIt() {
    TextToSpeechOptions options =
        EvolinkTextToSpeechOptions.builder().model("doubao-seed-audio-1-0").format("mp3").build();

    model.call(new TextToSpeechPrompt("Good morning", options));

    assertThat(body()).contains("\"format\":\"mp3\"").doesNotContain("response_format");
  }

  @Test
  void optionThatTheModelDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                model.call(
                    new TextToSpeechPrompt(
                        "Hello",
                        TextToSpeechOptions.builder()
                            .model("doubao-seed-audio-1-0")
                            .voice("Emily")
                            .build())))
        .withMessageStartingWith(
            "voice Emily is not possible: model doubao-seed-audio-1-0 has no voice; it has: model,");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                model.call(
                    new TextToSpeechPrompt(
                        "Hello", TextToSpeechOptions.builder().speed(3.0).build())))
        .withMessageContaining("speech_rate must be at most 2, but is 3.0");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void promptComesBeforeTheModelsOwnOptions() {
    EvolinkTextToSpeechModel own =
        EvolinkTextToSpeechModel.builder(client)
            .options(
                EvolinkTextToSpeechOptions.builder()
                    .voice("Emily_v3.1")
                    .property("sample_rate", 48000)
                    .build())
            .build();

    own.call(
        new TextToSpeechPrompt("Hello", TextToSpeechOptions.builder().voice("Other_v3.1").build()));

    assertThat(body()).contains("\"voice\":\"Other_v3.1\"", "\"sample_rate\":48000");
    assertThat(own.getOptions())
        .isSameAs(own.getDefaultOptions())
        .isSameAs(own.getOptions().copy());
  }

  @Test
  void streamIsOnePieceAndPaidOnSubscription() {
    var stream = model.stream(new TextToSpeechPrompt("Good morning"));
    assertThat(emulator.submissions()).isEmpty();

    assertThat(stream.collectList().block())
        .singleElement()
        .satisfies(response -> assertThat(response.getResult().getOutput()).isNotEmpty());
    assertThat(emulator.submissions()).hasSize(1);
  }
}
