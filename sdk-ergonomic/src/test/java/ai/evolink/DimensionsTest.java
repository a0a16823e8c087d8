package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.model.ImageModel;
import ai.evolink.model.RequestProperty;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Width and height become what a model documents, or are refused. */
class DimensionsTest {
  private static Map<String, Object> asked(ImageModel model, int width, int height) {
    ImageRequest request =
        ImageRequest.builder("A cat").model(model).dimensions(width, height).build();
    Map<String, Object> properties = new java.util.TreeMap<>(request.properties());
    properties.keySet().removeAll(List.of("model", "prompt"));
    return properties;
  }

  @ParameterizedTest
  @CsvSource({
    // pixels, where the model takes them
    "gpt-image-2, 1536, 1024, {size=1536x1024}",
    "doubao-seedream-4.0, 2048, 1536, {size=2048x1536}",
    "wan2.5-text-to-image, 1280, 1280, {size=1280x1280}",
    "gpt-image-1.5, 1024, 1536, {size=1024x1536}",
    // shapes alone
    "gemini-2.5-flash-image, 1024, 1024, {size=1:1}",
    "gemini-2.5-flash-image, 1024, 768, {size=4:3}",
    "gemini-2.5-flash-image, 1792, 1024, {size=16:9}",
    "gemini-2.5-flash-image, 1080, 1920, {size=9:16}",
    "grok-imagine-image-2.0, 1950, 900, '{resolution=1K, size=19.5:9}'",
    // shapes and resolutions
    "nano-banana-pro-beta, 1024, 1024, '{quality=1K, size=1:1}'",
    "nano-banana-pro-beta, 1536, 1024, '{quality=1K, size=3:2}'",
    "nano-banana-pro-beta, 2752, 1536, '{quality=2K, size=16:9}'",
    "nano-banana-pro-beta, 4096, 4096, '{quality=4K, size=1:1}'",
    "nano-banana-pro-beta, 256, 256, '{quality=1K, size=1:1}'",
    "gemini-3.1-flash-image-preview, 512, 512, '{quality=0.5K, size=1:1}'",
    "nano-banana-2-lite, 2048, 2048, '{quality=2K, size=1:1}'", // has other words too
    "grok-imagine-image-2.0, 2048, 2048, '{resolution=2K, size=1:1}'" // its quality is another
  })
  void nearestDocumentedSizeIsAskedFor(String model, int width, int height, String expected) {
    assertThat(asked(ImageModel.of(model), width, height)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemini-2.5-flash-image | 2048 | 512 | its sizes are [auto, 1:1, 2:3, 3:2",
        "gpt-image-1.5 | 1792 | 1024 | 1024x1024, 1024x1536, 1536x1024]",
        "krea-2-turbo | 4096 | 4096 | its resolutions are [1K, 2K], where 1K is about 1024x1024",
        "mj-v8.2 | 1024 | 1024 | it has no size; see its own properties: [model, prompt, quality",
        "qwen-image-edit | 1024 | 1024 | it has no size"
      })
  void sizeThatIsNotNearIsRefused(String model, int width, int height, String possible) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(ImageModel.of(model), width, height))
        .withMessageContaining(
            "Model " + model + " makes no picture of about " + width + "x" + height + " pixels: ")
        .withMessageContaining(possible);
  }

  @Test
  void sizeOfAModelThatNobodyKnowsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(ImageModel.of("tomorrows-model"), 1024, 1024))
        .withMessage(
            "Model tomorrows-model is not known to this version, nor which sizes it has: set its"
                + " own properties in place of dimensions(1024, 1024)");
  }

  @Test
  void pictureHasAtLeastOnePixel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.builder("A cat").dimensions(0, 1024))
        .withMessageContaining("0x1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageRequest.builder("A cat").dimensions(1024, -1))
        .withMessageContaining("1024x-1");
  }

  @Test
  void resolutionSetLaterWins() {
    ImageRequest request =
        ImageRequest.builder("A cat")
            .model(ImageModel.of("nano-banana-pro-beta"))
            .dimensions(1024, 1024)
            .quality(ai.evolink.model.ResolutionTier.FOUR_K)
            .build();

    assertThat(request.properties()).containsEntry("quality", "4K").containsEntry("size", "1:1");
  }

  static List<ModelInfo> modelsWithSizes() {
    return ModelCatalog.get().of(Kind.IMAGE).stream()
        .filter(model -> model.request().property("size").isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("modelsWithSizes")
  void everyModelHasASquareOfItsOwn(ModelInfo model) {
    Map<String, String> found =
        Dimensions.of(ImageModel.of(model.id()), model.request(), 1024, 1024);

    assertThat(found).containsKey("size");
    found.forEach(
        (name, value) -> {
          RequestProperty property = model.request().property(name).orElseThrow();
          assertThat(property.violation(value)).isEmpty();
          if (!property.values().isEmpty()) {
            assertThat(property.values()).contains(value);
          }
        });
  }
}
