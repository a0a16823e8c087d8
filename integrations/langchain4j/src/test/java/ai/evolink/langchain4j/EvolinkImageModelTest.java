package ai.evolink.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import ai.evolink.it.FastClock;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolinkImageModelTest {
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  private static final Image PICTURE = Image.builder().base64Data(PNG).build();

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client = FastClock.client("sk-test", emulator.url()).build();

  @AfterEach
  void close() {
    client.close();
  }

  private EvolinkImageModel.Builder builder() {
    return EvolinkImageModel.builder().client(client);
  }

  private static String body() {
    assertThat(emulator.submissions()).hasSize(1);
    return emulator.submissions().get(0).body();
  }

  @Test
  void pictureIsALinkWithTheTaskBesideIt() {
    ImageModel model = builder().build();

    Response<Image> response = model.generate("A cat");

    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("A cat");
    assertThat(response.content().url()).hasPath(pathOfResult());
    assertThat(response.content().mimeType()).isEqualTo("image/png");
    assertThat(response.content().base64Data()).isNull();
    assertThat(response.metadata())
        .containsEntry(
            EvolinkMetadata.TASK_ID, emulator.submissions().get(0).taskId().orElseThrow())
        .containsEntry(EvolinkMetadata.MODEL, "gemini-2.5-flash-image")
        .doesNotContainKey(EvolinkMetadata.SIZE);
    assertThat(response.metadata().get(EvolinkMetadata.EXPIRES_AT)).isInstanceOf(Instant.class);
  }

  private static String pathOfResult() {
    return "/results/" + emulator.submissions().get(0).taskId().orElseThrow() + "/1.png";
  }

  @Test
  void tokenFindsTheTaskAgainWithoutPayingAgain() {
    Response<Image> response = builder().build().generate("A cat");

    String token = String.valueOf(response.metadata().get(EvolinkMetadata.TASK_TOKEN));
    Generation again = client.tasks().resume(token).result();

    assertThat(again.only().uri()).isEqualTo(response.content().url());
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void severalPicturesAreOneTask() {
    Response<List<Image>> response =
        builder().modelName("gpt-image-2").build().generate("A cat", 3);

    assertThat(body()).contains("\"n\":3");
    assertThat(response.content()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void onePictureNeedsNoCount() {
    assertThat(builder().build().generate("A cat", 1).content()).hasSize(1);
    assertThat(body()).doesNotContain("\"n\"");
  }

  @Test
  void countThatTheModelDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().generate("A cat", 3))
        .withMessage(
            "n = 3 is not possible: model gemini-2.5-flash-image has no n; it has: model, prompt,"
                + " size, image_urls, callback_url");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().modelName("gpt-image-2").build().generate("A cat", 11))
        .withMessageContaining("n must be at most 10, but is 11");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void editUploadsThePicture() {
    Response<Image> response = builder().build().edit(PICTURE, "Make it a dog");

    assertThat(body()).contains("\"image_urls\":[\"" + emulator.url()).contains("Make it a dog");
    assertThat(response.content().url()).isNotNull();
  }

  @Test
  void editPassesALinkOn() {
    Image link = Image.builder().url("https://example.com/cat.png").build();

    builder().build().edit(link, "Make it a dog");

    assertThat(body()).contains("\"image_urls\":[\"https://example.com/cat.png\"]");
  }

  @Test
  void editWithAMaskUploadsBoth() {
    builder().modelName("gpt-image-2").build().edit(PICTURE, PICTURE, "A hat");

    assertThat(body())
        .contains("\"image_urls\":[\"" + emulator.url())
        .contains("\"mask_url\":\"" + emulator.url());
  }

  @Test
  void editThatTheModelDoesNotHaveIsRefused() {
    ImageModel fromTextOnly = builder().modelName("z-image-turbo").build();
    ImageModel withoutMask = builder().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fromTextOnly.edit(PICTURE, "A dog"))
        .withMessageContaining("image is not possible: model z-image-turbo has no image_urls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withoutMask.edit(PICTURE, PICTURE, "A dog"))
        .withMessageContaining(
            "mask is not possible: model gemini-2.5-flash-image has no mask_url");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void pictureThatCannotBeSentIsRefused() {
    ImageModel model = builder().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(null, "A dog"))
        .withMessage("image is required, but is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(Image.builder().build(), "A dog"))
        .withMessage("image has neither a url nor base64Data");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(Image.builder().base64Data("?").build(), "A dog"))
        .withMessageContaining("image.base64Data is no Base64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(Image.builder().base64Data("AAAA").build(), "A dog"))
        .withMessageContaining("image.mimeType is required");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(Image.builder().url("file:///cat.png").build(), "A dog"))
        .withMessageContaining("file:///cat.png");
    assertThat(emulator.submissions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash-image, 16:9, 16:9",
    "gemini-2.5-flash-image, 1792x1024, 16:9",
    "gpt-image-2, 1536x1024, 1536x1024",
    "gpt-image-2, auto, auto"
  })
  void sizeBecomesTheNearestThatTheModelDocuments(String model, String size, String sent) {
    Response<Image> response = builder().modelName(model).size(size).build().generate("A cat");

    assertThat(body()).contains("\"size\":\"" + sent + "\"");
    assertThat(response.metadata()).containsEntry(EvolinkMetadata.SIZE, sent);
  }

  @Test
  void sizeOfAModelThatNobodyKnowsIsSentAsItIs() {
    try (EvolinkEmulator lenient =
            EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ZERO).start();
        EvolinkClient other = FastClock.client("sk-test", lenient.url()).build()) {
      builder().client(other).modelName("tomorrows-model").size("1234x567").build().generate("A");

      assertThat(lenient.submissions().get(0).body()).contains("\"size\":\"1234x567\"");
    }
  }

  @Test
  void resolutionFollowsFromTheSizeUnlessItIsSet() {
    EvolinkImageModel.Builder pro = builder().modelName("nano-banana-pro-beta").size("2752x1536");
    pro.build().generate("A cat");
    pro.quality("4K").build().generate("A cat");

    assertThat(emulator.submissions().get(0).body()).contains("\"16:9\"", "\"quality\":\"2K\"");
    assertThat(emulator.submissions().get(1).body()).contains("\"16:9\"", "\"quality\":\"4K\"");
  }

  @Test
  void sizeThatTheModelDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().size("3000x500").build())
        .withMessageContaining(
            "Model gemini-2.5-flash-image makes no picture of about 3000x500 pixels: its sizes are"
                + " [auto, 1:1, 2:3");
  }

  @Test
  void customParametersAreSent() {
    builder()
        .modelName("gpt-image-2")
        .customParameters(Map.of("output_format", "webp", "background", "transparent"))
        .build()
        .generate("A cat");

    assertThat(body()).contains("\"output_format\":\"webp\"", "\"background\":\"transparent\"");
  }

  @Test
  void nothingIsSetTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().size("1:1").customParameters(Map.of("size", "2:3")).build())
        .withMessage("size is set twice: to 1:1, and by customParameters to 2:3");
    ImageModel model =
        builder().customParameters(Map.of("image_urls", List.of("https://example.com/a"))).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.edit(PICTURE, "A dog"))
        .withMessage("image is not possible: customParameters has set image_urls");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void pictureComesAsBase64OnRequest() {
    Image image = builder().base64(true).build().generate("A cat").content();

    assertThat(image.url()).isNull();
    assertThat(image.mimeType()).isEqualTo("image/png");
    assertThat(Base64.getDecoder().decode(image.base64Data())).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void modelHasAClientOfItsOwnOrYours() {
    URI url = emulator.url();
    EvolinkImageModel own =
        EvolinkImageModel.builder().apiKey("sk-own").baseUrl(url.toString()).build();
    own.generate("A cat");

    assertThat(own.modelName()).isEqualTo("gemini-2.5-flash-image");
    assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkImageModel.builder().build())
        .withMessage("Either client or apiKey is required");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().apiKey("sk-own").build())
        .withMessageContaining("set either client, or apiKey and baseUrl");
  }
}
