package ai.evolink.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.EvolinkClient;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskTimeoutException;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.it.FastClock;
import ai.evolink.model.MediaSource;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.context.ConfigurableApplicationContext;

class EvolinkImageModelTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client = FastClock.client("sk-test", emulator.url()).build();
  private final ImageModel model = EvolinkImageModel.builder(client).build();

  @AfterEach
  void close() {
    client.close();
  }

  private ImageResponse call(ImageOptions options) {
    return model.call(new ImagePrompt("A cat", options));
  }

  private static EvolinkImageOptions.Builder options(String model) {
    return EvolinkImageOptions.builder().model(model);
  }

  private static String body() {
    assertThat(emulator.submissions()).hasSize(1);
    return emulator.submissions().get(0).body();
  }

  @Test
  void pictureIsALinkWithTheTaskBesideIt() {
    ImageResponse response = model.call(new ImagePrompt("A cat"));

    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("A cat");
    assertThat(response.getResults().get(0).getOutput().getUrl()).endsWith("/1.png");
    assertThat(response.getMetadata().<String>get(EvolinkMetadata.MODEL))
        .isEqualTo("gemini-2.5-flash-image");
    String token = response.getMetadata().getRequired(EvolinkMetadata.TASK_TOKEN);
    assertThat(client.tasks().resume(token).result().only().uri())
        .hasToString(response.getResults().get(0).getOutput().getUrl());
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void sizeOfSpringBecomesOneThatTheModelDocuments() {
    ImageResponse response = call(ImageOptionsBuilder.builder().width(1792).height(1024).build());

    assertThat(body()).contains("\"size\":\"16:9\"");
    assertThat(response.getMetadata().<String>get(EvolinkMetadata.SIZE)).isEqualTo("16:9");
  }

  @Test
  void sizeThatTheModelDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(ImageOptionsBuilder.builder().width(3000).height(500).build()))
        .withMessageContaining("makes no picture of about 3000x500 pixels: its sizes are [auto,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(ImageOptionsBuilder.builder().width(1024).build()))
        .withMessage("width and height belong together, but are 1024 and null");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> call(EvolinkImageOptions.builder().size("1:1").width(8).height(8).build()))
        .withMessage("Either size or width and height, but they are 1:1, 8, 8");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void optionThatTheModelDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(ImageOptionsBuilder.builder().style("vivid").build()))
        .withMessage(
            "style vivid is not possible: model gemini-2.5-flash-image has no style; it has: model,"
                + " prompt, size, image_urls, callback_url");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(EvolinkImageOptions.builder().n(2).build()))
        .withMessageContaining("n 2 is not possible: model gemini-2.5-flash-image has no n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(EvolinkImageOptions.builder().responseFormat("png").build()))
        .withMessage("responseFormat must be url or b64_json, but is png");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> call(options("gpt-image-2").quality("low").property("quality", "high").build()))
        .withMessage("quality is set twice: to low, and by properties to high");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void promptThatWouldBeCutIsRefused() {
    ImageMessage one = new ImageMessage("A cat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.call(new ImagePrompt(List.of(one, new ImageMessage("A dog")))))
        .withMessage("The prompt must have one message, but has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.call(new ImagePrompt(List.of(new ImageMessage("A cat", 0.5f)))))
        .withMessageContaining("weight 0.5 is not possible");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void promptComesBeforeTheModelsOwnOptions() {
    EvolinkImageModel own =
        EvolinkImageModel.builder(client)
            .options(options("gpt-image-2").size("auto").n(2).quality("low").build())
            .build();

    own.call(
        new ImagePrompt(
            "A cat", EvolinkImageOptions.builder().width(1536).height(1024).n(1).build()));

    assertThat(body())
        .contains("\"model\":\"gpt-image-2\"", "\"size\":\"1536x1024\"", "\"quality\":\"low\"")
        .doesNotContain("\"n\"");
  }

  @Test
  void picturesToEditAreProperties() {
    byte[] png =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    MediaSource picture = MediaSource.bytes(png, "image/png");

    call(
        options("gpt-image-2")
            .property("image_urls", List.of(picture))
            .property("mask_url", picture)
            .build());

    assertThat(body())
        .contains("\"image_urls\":[\"" + emulator.url())
        .contains("\"mask_url\":\"" + emulator.url());
  }

  @Test
  void pictureComesAsBase64OnRequest() {
    ImageResponse response = call(EvolinkImageOptions.builder().responseFormat("b64_json").build());

    assertThat(response.getResults().get(0).getOutput().getUrl()).isNull();
    assertThat(Base64.getDecoder().decode(response.getResults().get(0).getOutput().getB64Json()))
        .startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void lostAnswerIsNotPaidForTwice() {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    assertThatThrownBy(() -> model.call(new ImagePrompt("A cat")))
        .isInstanceOf(SubmissionUncertainException.class);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void waitThatRunsOutOfTimeSaysHowToGoOn() {
    emulator.pace(Duration.ofHours(1));
    EvolinkImageModel impatient =
        EvolinkImageModel.builder(client).timeout(Duration.ofMillis(200)).build();

    assertThatThrownBy(() -> impatient.call(new ImagePrompt("A cat")))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining(".resume(\"");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void resultThatCannotBeReadIsNotLost() {
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());

    assertThatIllegalStateException()
        .isThrownBy(() -> call(EvolinkImageOptions.builder().responseFormat("b64_json").build()))
        .withMessageContaining("completed and paid; get its result with client.tasks().resume(\"");
  }

  @Test
  void callIsObservedWithItsModelAndAnswer() {
    try (ConfigurableApplicationContext application =
        Application.start(Application.WithClient.class, emulator)) {
      application.getBean(ImageModel.class).call(new ImagePrompt("A cat"));

      assertThat(application.getBean(Application.WithClient.class).observed)
          .singleElement()
          .isInstanceOfSatisfying(
              ImageModelObservationContext.class,
              seen -> {
                assertThat(seen.getContextualName()).isEqualTo("image gemini-2.5-flash-image");
                assertThat(seen.getOperationMetadata().provider()).isEqualTo("evolink");
                assertThat(Objects.requireNonNull(seen.getResponse()).getResults()).hasSize(1);
              });
    }
  }
}
