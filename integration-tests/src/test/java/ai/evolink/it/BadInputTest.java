package ai.evolink.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.VideoRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBananaRequest;
import ai.evolink.model.ResolutionTier;
import ai.evolink.model.VideoModel;
import ai.evolink.model.VideoResolution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear error at once: nothing is sent, uploaded or paid. */
class BadInputTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final String CAT = "\uD83D\uDC31"; // one code point, two chars

  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @AfterEach
  void nothingWasSent() {
    assertThat(service.server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void blankPromptIsRefused(String prompt) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.of(prompt))
        .withMessageContaining("prompt is required, but is blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NanoBananaRequest.builder(prompt).build())
        .withMessageContaining("prompt is required, but is blank");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks does
  void missingPromptIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> ImageRequest.of(null))
        .withMessageContaining("prompt");
    assertThatNullPointerException()
        .isThrownBy(() -> NanoBananaRequest.builder(null))
        .withMessageContaining("prompt");
  }

  @Test
  void requestWithNoneOfSeveralPropertiesIsRefused() {
    VideoRequest.Builder request = VideoRequest.builder(VideoModel.of("MiniMax-Hailuo-2.3"));

    assertThatIllegalArgumentException()
        .isThrownBy(request::build)
        .withMessage(
            "prompt or image_urls is required, but none is given (model MiniMax-Hailuo-2.3)");
    assertThat(request.prompt("A cat").build().prompt()).isEqualTo("A cat");
  }

  @Test
  void promptIsMeasuredInCodePoints() {
    assertThat(ImageRequest.of(CAT.repeat(2000)).prompt()).hasSize(4000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.of(CAT.repeat(2001)))
        .withMessageContaining("prompt must have at most 2000 characters, but has 2001")
        .withMessageContaining("gemini-2.5-flash-image");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NanoBananaRequest.builder(CAT.repeat(2001)).build())
        .withMessageContaining("prompt must have at most 2000 characters, but has 2001");
  }

  @Test
  void sixthReferenceIsRefused() {
    List<MediaSource> six = Collections.nCopies(6, MediaSource.url("https://example.com/a.png"));

    assertThat(ImageRequest.builder("x").references(six.subList(0, 5)).build().references())
        .hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.builder("x").references(six).build())
        .withMessageContaining("image_urls must have at most 5 items, but has 6");
  }

  @Test
  void limitsAreThoseOfTheModelAsked() {
    List<MediaSource> six = Collections.nCopies(6, MediaSource.url("https://example.com/a.png"));

    assertThat(
            ImageRequest.builder("x")
                .references(six)
                .model(ImageModel.GEMINI_3_1_FLASH_IMAGE_PREVIEW)
                .build()
                .references())
        .hasSize(6);
    assertThat(
            ImageRequest.builder("x".repeat(9_000))
                .model(ImageModel.of("tomorrows-model"))
                .build()
                .prompt())
        .hasSize(9_000);
  }

  @Test
  void uncheckedRequestPassesAgedLimits() {
    assertThat(ImageRequest.builder("x".repeat(2001)).buildUnchecked().prompt()).hasSize(2001);
  }

  @Test
  void uncheckedRequestHasWhateverItWasGiven() {
    ImageRequest request =
        ImageRequest.builder("x").size(AspectRatio.of("7:5")).set("sead", true).buildUnchecked();

    assertThat(request.size()).isEqualTo(AspectRatio.of("7:5"));
    assertThat(request.properties()).containsEntry("sead", true);
    assertThat(
            ImageRequest.builder(ImageModel.of("veo-3.1-generate-preview"))
                .buildUnchecked()
                .model()
                .value())
        .isEqualTo("veo-3.1-generate-preview");
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        Arguments.of(
            (ThrowingCallable) () -> ImageRequest.builder("x").set("promt_strength", 1).build(),
            "promt_strength is no property of this model, but is 1. Known: prompt, size,"
                + " image_urls, callback_url (model gemini-2.5-flash-image)"),
        Arguments.of(
            (ThrowingCallable)
                () -> ImageRequest.builder("x").quality(ResolutionTier.TWO_K).build(),
            "quality is no property of this model, but is \"2K\". Known: prompt, size, image_urls,"
                + " callback_url (model gemini-2.5-flash-image)"),
        Arguments.of(
            (ThrowingCallable) () -> veo().set("sead", 1).build(),
            "sead is no property of this model, but is 1, did you mean \"seed\"? Known: prompt,"
                + " image_urls, generation_type, aspect_ratio, generate_audio, duration, n, quality,"
                + " seed, negative_prompt, person_generation, resize_mode, callback_url (model"
                + " veo-3.1-generate-preview)"),
        Arguments.of(
            (ThrowingCallable) () -> veo().quality(VideoResolution.of("1080P")).build(),
            "quality must be one of 720p, 1080p, 4k, but is \"1080P\", did you mean \"1080p\"?"
                + " (model veo-3.1-generate-preview)"),
        Arguments.of(
            (ThrowingCallable) () -> veo().set("seed", "7").set("generate_audio", 1).build(),
            "generate_audio must be a boolean, but is the number 1; seed must be a whole number,"
                + " but is the string \"7\" (model veo-3.1-generate-preview)"),
        Arguments.of(
            (ThrowingCallable) () -> veo().duration(5).build(),
            "duration must be one of 4, 6, 8, but is 5 (model veo-3.1-generate-preview)"),
        Arguments.of(
            (ThrowingCallable)
                () ->
                    ImageRequest.builder("x")
                        .model(ImageModel.of("veo-3.1-generate-preview"))
                        .build(),
            "model must make images, but makes videos: use VideoRequest (model"
                + " veo-3.1-generate-preview)"),
        Arguments.of(
            (ThrowingCallable) () -> VideoRequest.builder(VideoModel.of("suno-v5"), "x").build(),
            "model must make videos, but makes audio: use AudioRequest (model suno-v5)"),
        Arguments.of(
            (ThrowingCallable)
                () -> AudioRequest.builder(AudioModel.of("gemini-2.5-flash-image"), "x").build(),
            "model must make audio, but makes images: use ImageRequest (model"
                + " gemini-2.5-flash-image)"));
  }

  @ParameterizedTest
  @MethodSource
  void slips(ThrowingCallable build, String message) {
    assertThatIllegalArgumentException().isThrownBy(build).withMessage(message);
  }

  private static VideoRequest.Builder veo() {
    return VideoRequest.builder(VideoModel.VEO_3_1_GENERATE_PREVIEW, "Waves");
  }

  @ParameterizedTest
  @ValueSource(strings = {"suno-v5", "suno-v5-beta", "suno-v4", "qwen3-tts-vd"})
  void aliasesAndDeprecatedIdsAreChecked(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AudioRequest.builder(AudioModel.of(id), "x").set("sead", 1).build())
        .withMessageContaining("sead is no property of this model")
        .withMessageEndingWith("(model " + id + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://your-domain.com/done",
        "https://127.0.0.1/done",
        "https://192.168.0.7/done",
        "https://localhost/done"
      })
  void callbackThatAPublicServiceCannotReachIsRefused(String url) {
    try (EvolinkClient evolink = EvolinkClient.builder(MockService.KEY).build()) {
      ImageRequest request = ImageRequest.builder("x").callbackUrl(URI.create(url)).build();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().generate(request))
          .withMessageContaining("callback_url must be")
          .withMessageContaining("allowLocalCallbacks()");
    }
  }

  @Test
  void longCallbackIsRefused() {
    URI url = URI.create("https://your-domain.com/" + "x".repeat(2_025));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.builder("x").callbackUrl(url).build())
        .withMessageContaining("callback_url must have at most 2048 characters, but has 2049");
  }

  @Test
  void referenceThatDoesNotExistIsRefused() {
    Path missing = folder.resolve("missing.png");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.file(missing)))
        .withMessageContaining("image_urls: there is no file " + missing);
  }

  @Test
  void folderIsNoReference() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.file(folder)))
        .withMessageContaining("image_urls: cannot read " + folder);
  }

  @Test
  void referenceOfAnotherFormatIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a picture");
    Path gif = Files.writeString(folder.resolve("liar.png"), "GIF89a...........");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.bytes("%PDF-1.7".getBytes(US_ASCII), "image/png")))
        .withMessageContaining("is application/pdf");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.file(gif)))
        .withMessageContaining("image_urls takes image/jpeg, image/png, image/webp, but")
        .withMessageContaining("liar.png is image/gif");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.file(text)))
        .withMessageContaining("notes.txt is none of these by content");
  }

  @Test
  void referenceOverItsSizeIsRefused() {
    byte[] tooLarge = new byte[10 * 1024 * 1024 + 1];
    System.arraycopy(PNG, 0, tooLarge, 0, PNG.length);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(MediaSource.bytes(tooLarge, "image/png")))
        .withMessageContaining("image_urls takes files of at most 10485760 bytes")
        .withMessageContaining("has 10485761");
  }

  @Test
  void keyWithALineBreakIsRefusedWithoutBeingRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkClient.builder("sk-secret\nX-Evil: 1"))
        .satisfies(
            e -> assertThat(e).hasMessageNotContaining("secret").hasMessageContaining("key"));
  }

  @Test
  void plainHttpBaseUrlNeedsTheSwitch() {
    URI plain = URI.create("http://evolink.internal:8080");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkClient.builder(MockService.KEY).baseUrl(plain).build())
        .withMessageContaining("allowPlainHttp()");
    EvolinkClient.builder(MockService.KEY).baseUrl(plain).allowPlainHttp().build().close();
  }

  static Stream<Runnable> settingsOutOfRange() {
    EvolinkClient.Builder builder = EvolinkClient.builder(MockService.KEY);
    return Stream.of(
        () -> builder.requestTimeout(Duration.ZERO),
        () -> builder.submitTimeout(Duration.ofSeconds(-1)),
        () -> builder.uploadTimeout(Duration.ZERO),
        () -> builder.maxConcurrentRequests(0));
  }

  @ParameterizedTest
  @MethodSource("settingsOutOfRange")
  void settingOutOfRangeIsRefused(Runnable setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(setting::run)
        .withMessageMatching(".* must be .*, but was .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "evo9.", "task-unified-1-a"})
  void tokenThatIsNoneIsRefused(String token) {
    assertThatIllegalArgumentException().isThrownBy(() -> service.evolink.tasks().resume(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", ".", ".."})
  void idThatCanNameNoTaskIsRefused(String id) {
    Stream<ThrowingCallable> doors =
        Stream.of(
            () -> service.evolink.tasks().get(id),
            () -> service.evolink.tasks().follow(id),
            () -> service.evolink.tasks().follow(id, MockService.AT_ONCE),
            () -> TaskHandle.ofId(id));

    assertThat(doors)
        .allSatisfy(
            door ->
                assertThatIllegalArgumentException()
                    .isThrownBy(door)
                    .withMessage(
                        "taskId must be an id such as task-unified-1757169743-7cvnl5zw, but was \""
                            + id
                            + "\""));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks does
  void missingIdIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> service.evolink.tasks().get(null))
        .withMessage("taskId");
    assertThatNullPointerException()
        .isThrownBy(() -> service.evolink.tasks().follow((String) null))
        .withMessage("taskId");
    assertThatNullPointerException()
        .isThrownBy(() -> service.evolink.tasks().resume(null))
        .withMessage("token");
  }

  @Test
  void closedClientRefusesNewCalls() {
    service.evolink.close();

    assertThatExceptionOfType(EvolinkException.class)
        .isThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result())
        .withMessageContaining("The EvolinkClient is closed");
    assertThatExceptionOfType(EvolinkException.class)
        .isThrownBy(() -> service.evolink.credits().balance().result())
        .withMessageContaining("The EvolinkClient is closed");
  }

  @Test
  void missingKeyInTheEnvironmentSaysWhatToDo() {
    if (System.getenv(EvolinkClient.API_KEY_VARIABLE) == null) {
      assertThatIllegalStateException()
          .isThrownBy(EvolinkClient::fromEnv)
          .withMessageContaining("EVOLINK_API_KEY is not set");
    }
  }

  private void submit(MediaSource reference) {
    service.evolink.images().submit(ImageRequest.builder("x").reference(reference).build());
  }
}
