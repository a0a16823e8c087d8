package ai.evolink.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.FastClock;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

/** What Spring AI has from 2.0 only: pictures in the message. */
class MediaTest {
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client = FastClock.client("sk-test", emulator.url()).build();

  @AfterEach
  void close() {
    client.close();
  }

  private static ImagePrompt prompt(EvolinkImageOptions options) {
    List<Media> media =
        List.of(
            new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(PNG)),
            new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://example.com/cat.png")));
    return new ImagePrompt(new ImageMessage("A dog", null, media, Map.of()), options);
  }

  @Test
  void versionIsTheOneMeant() {
    assertThat(SpringBootVersion.getVersion()).startsWith("4.");
  }

  @Test
  void mediaAreThePicturesToEdit() {
    EvolinkImageModel.builder(client).build().call(prompt(EvolinkImageOptions.builder().build()));

    assertThat(emulator.submissions().get(0).body())
        .contains("\"image_urls\":[\"" + emulator.url())
        .contains(",\"https://example.com/cat.png\"]");
  }

  @Test
  void mediaThatTheModelDoesNotTakeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EvolinkImageModel.builder(client)
                    .build()
                    .call(prompt(EvolinkImageOptions.builder().model("z-image-turbo").build())))
        .withMessageContaining("media is not possible: model z-image-turbo has no image_urls");
    assertThat(emulator.submissions()).isEmpty();
  }
}
