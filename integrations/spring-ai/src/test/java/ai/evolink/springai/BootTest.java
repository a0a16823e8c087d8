package ai.evolink.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.context.ConfigurableApplicationContext;

/** What a Boot application gets, by its properties alone. */
class BootTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private static final String KEY = "spring.ai.evolink.api-key=sk-boot";

  @Test
  void keyIsEnough() {
    try (ConfigurableApplicationContext application =
        Application.start(
            Application.Plain.class,
            emulator,
            KEY,
            "spring.ai.evolink.base-url=" + emulator.url())) {
      ImageResponse response = application.getBean(ImageModel.class).call(new ImagePrompt("A cat"));

      assertThat(response.getResults().get(0).getOutput().getUrl())
          .startsWith(emulator.url().toString());
      assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-boot");
      assertThat(application.getBean(TextToSpeechModel.class))
          .isInstanceOf(EvolinkTextToSpeechModel.class);
    }
  }

  @Test
  void clientIsClosedWithTheApplication() {
    EvolinkClient client;
    try (ConfigurableApplicationContext application =
        Application.start(Application.Plain.class, emulator, KEY)) {
      client = application.getBean(EvolinkClient.class);
    }
    assertThatThrownBy(() -> client.images().generate(ImageRequest.of("A cat")).result())
        .isInstanceOf(ai.evolink.ClientClosedException.class);
  }

  @Test
  void clientOfTheApplicationComesFirst() {
    try (ConfigurableApplicationContext application =
        Application.start(Application.WithClient.class, emulator, KEY)) {
      application.getBean(ImageModel.class).call(new ImagePrompt("A cat"));

      assertThat(application.getBeansOfType(EvolinkClient.class)).hasSize(1);
      assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-bean");
    }
  }

  @Test
  void withoutAKeyThereAreNoModels() {
    try (ConfigurableApplicationContext application =
        Application.start(Application.Plain.class, emulator)) {
      assertThat(application.getBeansOfType(EvolinkClient.class)).isEmpty();
      assertThat(application.getBeansOfType(ImageModel.class)).isEmpty();
      assertThat(application.getBeansOfType(TextToSpeechModel.class)).isEmpty();
    }
  }

  @Test
  void anotherProviderIsLeftInPeace() {
    try (ConfigurableApplicationContext application =
        Application.start(
            Application.Plain.class,
            emulator,
            KEY,
            "spring.ai.model.image=openai",
            "spring.ai.model.audio.speech=none")) {
      assertThat(application.getBeansOfType(ImageModel.class)).isEmpty();
      assertThat(application.getBeansOfType(TextToSpeechModel.class)).isEmpty();
    }
  }

  @Test
  void propertiesAreTheOptionsOfTheModels() {
    try (ConfigurableApplicationContext application =
        Application.start(
            Application.WithClient.class,
            emulator,
            "spring.ai.model.image=evolink",
            "spring.ai.model.audio.speech=evolink",
            "spring.ai.evolink.image.model=gpt-image-2",
            "spring.ai.evolink.image.width=1536",
            "spring.ai.evolink.image.height=1024",
            "spring.ai.evolink.image.n=2",
            "spring.ai.evolink.image.quality=low",
            "spring.ai.evolink.image.properties.output_format=webp",
            "spring.ai.evolink.image.response-format=b64_json",
            "spring.ai.evolink.audio.speech.voice=Emily_v3.1",
            "spring.ai.evolink.audio.speech.format=wav",
            "spring.ai.evolink.audio.speech.speed=1.5")) {
      ImageResponse response = application.getBean(ImageModel.class).call(new ImagePrompt("A cat"));
      byte[] sound = application.getBean(TextToSpeechModel.class).call("Good morning");

      assertThat(response.getResults()).hasSize(2);
      assertThat(response.getResults().get(0).getOutput().getB64Json()).isNotEmpty();
      assertThat(sound).isNotEmpty();
      assertThat(emulator.submissions().get(0).body())
          .contains("\"model\":\"gpt-image-2\"", "\"size\":\"1536x1024\"", "\"n\":2")
          .contains("\"quality\":\"low\"", "\"output_format\":\"webp\"");
      assertThat(emulator.submissions().get(1).body())
          .contains("\"voice\":\"Emily_v3.1\"", "\"response_format\":\"wav\"")
          .contains("\"speech_rate\":1.5");
    }
  }

  @Test
  void propertiesAreDescribedForEditors() throws Exception {
    try (InputStream metadata =
        EvolinkImageModel.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
          .contains("spring.ai.evolink.api-key", "spring.ai.evolink.image.response-format")
          .contains("spring.ai.evolink.audio.speech.voice", "Key of the account.");
    }
  }
}
