package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestPropertyTest {
  @Test
  void typeListsItsPropertiesInTheOrderOfTheSpec() {
    RequestType type = ImageGenerationRequest.typeOf(ImageModel.NANO_BANANA_BETA).orElseThrow();

    assertThat(type.name()).isEqualTo("NanoBanana2LiteBetaRequest");
    assertThat(type.models()).containsExactly("nano-banana-2-lite-beta", "nano-banana-beta");
    assertThat(type.properties())
        .extracting(RequestProperty::name)
        .containsExactly("model", "prompt", "size", "quality", "image_urls", "callback_url");
    assertThat(type.property("n")).isEmpty();
  }

  @Test
  void promptTellsItsLimits() {
    RequestProperty prompt =
        ImageGenerationRequest.typeOf(ImageModel.GEMINI_2_5_FLASH_IMAGE)
            .flatMap(type -> type.property("prompt"))
            .orElseThrow();

    assertThat(prompt.required()).isTrue();
    assertThat(prompt.maxLength()).hasValue(2000);
    assertThat(prompt.minLength()).isEmpty();
    assertThat(prompt.maxItems()).isEmpty();
    assertThat(prompt.minimum()).isEmpty();
    assertThat(prompt.values()).isEmpty();
    assertThat(prompt.media()).isEmpty();
    assertThat(prompt.violation(null)).contains("prompt is required, but is missing");
    assertThat(prompt.violation("")).contains("prompt is required, but is blank");
    assertThat(prompt.violation("x".repeat(2001)))
        .contains("prompt must have at most 2000 characters, but has 2001");
    assertThat(prompt.violation("A cat")).isEmpty();
  }

  @Test
  void valuesAreInformation() {
    RequestProperty size =
        ImageGenerationRequest.typeOf(ImageModel.GEMINI_2_5_FLASH_IMAGE)
            .flatMap(type -> type.property("size"))
            .orElseThrow();

    assertThat(size.values())
        .containsExactly("auto", "1:1", "2:3", "3:2", "4:3", "3:4", "16:9", "9:16");
    assertThat(size.violation(AspectRatio.LANDSCAPE_21_9)).isEmpty();
  }

  @Test
  void numbersOfAnyTypeAreCompared() {
    RequestProperty n = RequestProperty.rules("n").minimum("1").maximum("4").minItems(2).build();

    assertThat(n.minimum()).contains(BigDecimal.ONE);
    assertThat(n.maximum()).contains(new BigDecimal("4"));
    assertThat(n.violation(4)).isEmpty();
    assertThat(n.violation(4.5)).contains("n must be at most 4, but is 4.5");
    assertThat(n.violation(0L)).contains("n must be at least 1, but is 0");
    assertThat(n.violation(Double.NaN)).contains("n must be a number, but is NaN");
    assertThat(n.violation(List.of(1))).contains("n must have at least 2 items, but has 1");
  }

  @Test
  void propertyWithoutRulesAllowsEverything() {
    RequestProperty any = RequestProperty.named("anything");

    assertThat(any.violation(null)).isEmpty();
    assertThat(any.violation(" ")).isEmpty();
    assertThat(any.violation(List.of())).isEmpty();
    assertThat(any.violation(true)).isEmpty();
  }
}
