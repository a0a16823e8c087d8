package ai.evolink.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.it.FastClock;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvolinkTextToSpeechModelTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client = FastClock.client("sk-test", emulator.url()).build();

  @AfterEach
  void close() {
    client.close();
  }

  private EvolinkTextToSpeechModel.Builder builder() {
    return EvolinkTextToSpeechModel.builder().client(client);
  }

  private static String body() {
    assertThat(emulator.submissions()).hasSize(1);
    return emulator.submissions().get(0).body();
  }

  @Test
  void textBecomesSound() {
    TextToSpeechModel model = builder().build();

    TextToSpeechResponse response = model.synthesize("Good morning");

    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("Good morning");
    assertThat(body()).contains("\"model\":\"qwen-audio-3.1-tts-flash\"").doesNotContain("voice");
    assertThat(response.audio().binaryData()).isNotEmpty();
    assertThat(response.audio().mimeType()).startsWith("audio/");
    assertThat(response.audio().url()).isNotNull();
    assertThat(model.provider()).isEqualTo(ModelProvider.OTHER);
  }

  @Test
  void answerTellsOfTheTask() {
    Map<String, Object> metadata = builder().build().synthesize("Good morning").metadata();

    String token = String.valueOf(metadata.get(EvolinkMetadata.TASK_TOKEN));
    assertThat(client.tasks().resume(token).result().task().id())
        .isEqualTo(metadata.get(EvolinkMetadata.TASK_ID));
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void voiceOfTheRequestComesBeforeThatOfTheModel() {
    EvolinkTextToSpeechModel model = builder().voice("Emily_v3.1").build();
    model.synthesize("Good morning");
    model.synthesize(TextToSpeechRequest.builder("Good evening").voice("Other_v3.1").build());

    assertThat(emulator.submissions().get(0).body()).contains("\"voice\":\"Emily_v3.1\"");
    assertThat(emulator.submissions().get(1).body()).contains("\"voice\":\"Other_v3.1\"");
  }

  @Test
  void voiceOfAModelWithoutVoicesIsRefused() {
    String message =
        "voice \"Emily\" is not possible: model doubao-seed-audio-1-0 has no voice; it has: model,"
            + " prompt, audio_references";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().modelName("doubao-seed-audio-1-0").voice("Emily").build())
        .withMessageStartingWith(message);
    EvolinkTextToSpeechModel model = builder().modelName("doubao-seed-audio-1-0").build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> model.synthesize(TextToSpeechRequest.builder("Hello").voice("Emily").build()))
        .withMessageStartingWith(message);
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void voiceThatTheModelNeedsIsAskedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().modelName("qwen3-tts-vd").build().synthesize("Hello"))
        .withMessageContaining("voice is required, but is missing");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void textThatIsTooLongIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().synthesize("a".repeat(5001)))
        .withMessageContaining("prompt must have at most 5000 characters, but has 5001");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void customParametersAreSent() {
    builder().customParameters(Map.of("response_format", "wav")).build().synthesize("Hello");

    assertThat(body()).contains("\"response_format\":\"wav\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().voice("A").customParameters(Map.of("voice", "B")).build())
        .withMessage("voice is set twice: to A, and by customParameters to B");
  }

  @Test
  void soundThatCannotBeReadIsNotLost() {
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());

    assertThatThrownBy(() -> builder().build().synthesize("Hello"))
        .isExactlyInstanceOf(NonRetriableException.class)
        .hasMessageContaining("completed and paid; get its result with client.tasks().resume(\"");
    assertThat(emulator.submissions()).hasSize(1);
  }
}
