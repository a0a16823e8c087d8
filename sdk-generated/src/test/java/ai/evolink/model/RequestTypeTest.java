package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a whole request that is given as a map. */
class RequestTypeTest {
  private static final RequestType PICTURE = image("gemini-3.1-flash-image-preview");
  private static final RequestType VEO = video("veo-3.1-generate-preview");

  static Stream<DocumentedSamplesTest.Sample> samples() {
    return DocumentedSamplesTest.requests();
  }

  static Stream<Models.Entry> models() {
    return Models.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void documentedRequestIsRight(DocumentedSamplesTest.Sample sample) throws IOException {
    assertThat(sample.model().type().violations(map(sample.json()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatATypedBuilderMakesIsRight(Models.Entry model) throws IOException {
    GeneratedModel typed = Samples.full(model.body(), Map.of(), false);
    String json = model.json().toJson(typed);

    // Combinations are not Samples' concern, and each of its texts has the form of another.
    assertThat(model.type().violations(map(json)))
        .filteredOn(text -> text.contains("no property of") || text.contains("must be a "))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyPropertyHasAType(Models.Entry model) {
    for (RequestProperty property : model.type().properties()) {
      Object strange = Map.of("strange", List.of(true));
      assertThat(model.type().violations(Map.of(property.name(), strange)))
          .anySatisfy(text -> assertThat(text).startsWith(property.name()));
    }
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(
            "quality",
            "2k",
            "quality must be one of 0.5K, 1K, 2K, 4K, but is \"2k\", did you mean \"2K\"?"),
        Arguments.of("quality", "8K", "quality must be one of 0.5K, 1K, 2K, 4K, but is \"8K\""),
        Arguments.of("quality", 2L, "quality must be a string, but is the number 2"),
        Arguments.of("quality", true, "quality must be a string, but is the boolean true"),
        Arguments.of(
            "image_urls",
            "https://example.com/cat.png",
            "image_urls must be a list, but is the string \"https://example.com/cat.png\""),
        Arguments.of(
            "image_urls",
            List.of("https://example.com/cat.png", "cat.png"),
            "image_urls[1] must be a link, but is the string \"cat.png\""),
        Arguments.of(
            "image_urls",
            Collections.singletonList(null),
            "image_urls[0] must be a link, but is null"),
        Arguments.of("model_params", List.of(), "model_params must be an object, but is a list"),
        Arguments.of(
            "model_params",
            Map.of("thinking_levl", "high"),
            "model_params.thinking_levl is no property of model_params, but is \"high\", did you"
                + " mean \"thinking_level\"? Known: web_search, image_search, thinking_level"),
        Arguments.of(
            "model_params",
            Map.of("thinking_level", "hihg"),
            "model_params.thinking_level must be one of "
                + words("thinking_level")
                + ", but is \"hihg\", did you mean \"high\"?"),
        Arguments.of(
            "model_params",
            Map.of("web_search", "true"),
            "model_params.web_search must be a boolean, but is the string \"true\""),
        Arguments.of(
            "sead",
            1L,
            "sead is no property of this model, but is 1. Known: prompt, size, quality, image_urls,"
                + " model_params, callback_url"),
        Arguments.of(
            "imageUrls",
            List.of(),
            "imageUrls is no property of this model, but is [], did you mean \"image_urls\"? Known:"
                + " prompt, size, quality, image_urls, model_params, callback_url"));
  }

  @ParameterizedTest
  @MethodSource
  void problems(String name, Object value, String sentence) {
    assertThat(picture(Map.of("prompt", "A cat", name, value))).containsExactly(sentence);
  }

  @Test
  void nameAndValueThatAreLongAreCut() {
    assertThat(picture(Map.of("prompt", "A cat", "x".repeat(500), "y".repeat(500))))
        .singleElement()
        .asString()
        .startsWith("x".repeat(60) + "… is no property of this model, but is \"" + "y".repeat(60))
        .hasSizeLessThan(300);
  }

  @Test
  void numberThatIsNotDocumentedIsAStrangeWord() {
    assertThat(veo(Map.of("prompt", "Waves", "duration", 5L)))
        .containsExactly("duration must be one of 4, 6, 8, but is 5");
    assertThat(veo(Map.of("prompt", "Waves", "duration", new BigDecimal("6.0")))).isEmpty();
    assertThat(veo(Map.of("prompt", "Waves", "duration", "6")))
        .containsExactly("duration must be a whole number, but is the string \"6\"");
    assertThat(veo(Map.of("prompt", "Waves", "seed", new BigDecimal("1.5"))))
        .containsExactly("seed must be a whole number, but is the number 1.5");
  }

  @Test
  void everyProblemIsTold() {
    assertThat(veo(Map.of("duration", "long", "seed", true, "colour", "blue")))
        .hasSize(4)
        .anySatisfy(text -> assertThat(text).startsWith("colour is no property of this model"))
        .contains("prompt is required, but is missing");
  }

  @Test
  void textOfADocumentedFormIsRightThoughItIsNoExample() {
    RequestType sized = image("gpt-image-2");

    assertThat(sized.violations(Map.of("model", "gpt-image-2", "prompt", "A cat", "size", "7:5")))
        .isEmpty();
    assertThat(
            sized.violations(Map.of("model", "gpt-image-2", "prompt", "A cat", "size", "wide one")))
        .hasSize(1);
  }

  @Test
  void mediaCountAsTheLinksThatTheyWillBe() {
    Map<String, Object> request =
        Map.of(
            "prompt",
            "A cat",
            "image_urls",
            List.of(
                MediaSource.file(Path.of("cat.png")),
                MediaSource.bytes(new byte[] {1}, "image/png"),
                MediaSource.url("https://example.com/cat.png"),
                URI.create("https://example.com/cat.png")));

    assertThat(picture(request)).isEmpty();
    assertThat(picture(Map.of("prompt", "A", "image_urls", MediaSource.file(Path.of("a")))))
        .containsExactly("image_urls must be a list, but is the string \"https://media.invalid/\"");
  }

  @Test
  void typedObjectInsideIsHeldAgainstItsPlace() {
    Map<String, Object> right =
        Map.of(
            "prompt",
            "A cat",
            "model_params",
            NanoBanana2ModelParams.builder().thinkingLevel(ThinkingLevel.HIGH).build());

    assertThat(picture(right)).isEmpty();
    assertThat(
            picture(
                Map.of(
                    "prompt",
                    "A cat",
                    "model_params",
                    TopazModelParams.builder().upscaleFactor(UpscaleFactor.X2).build())))
        .singleElement()
        .asString()
        .startsWith("model_params.upscale_factor is no property of model_params");
  }

  @Test
  void missingValuesAreNoProblem() {
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("prompt", "A cat");
    nulls.put("quality", null);
    nulls.put("model_params", Collections.singletonMap("thinking_level", null));

    assertThat(picture(nulls)).isEmpty();
  }

  private static List<String> picture(Map<String, Object> properties) {
    return violations(PICTURE, properties);
  }

  private static List<String> veo(Map<String, Object> properties) {
    return violations(VEO, properties);
  }

  private static List<String> violations(RequestType type, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("model", type.models().get(0));
    return type.violations(all);
  }

  private static String words(String property) {
    return String.join(
        ", ", NanoBanana2ModelParams.Rules.$TYPE.property(property).orElseThrow().values());
  }

  private static RequestType image(String id) {
    return ImageGenerationRequest.typeOf(ImageModel.of(id)).orElseThrow();
  }

  private static RequestType video(String id) {
    return VideoGenerationRequest.typeOf(VideoModel.of(id)).orElseThrow();
  }

  @SuppressWarnings("unchecked") // a JSON object is read as a map
  private static Map<String, Object> map(String json) throws IOException {
    return (Map<String, Object>)
        Objects.requireNonNull(EvolinkJson.moshi().adapter(Object.class).fromJson(json));
  }
}
