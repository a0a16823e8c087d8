package ai.evolink.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final List<String> NAMES =
      List.of("prompt", "size", "seed", "image_urls", "aspect_ratio", "negative_prompt", "n");

  @ParameterizedTest
  @CsvSource({
    "sead, seed", // a wrong letter
    "sed, ", // too short a word to be sure
    "seeed, seed", // one too many
    "szie, size", // two changed places
    "image_url, image_urls", // one missing
    "img_urls, image_urls", // two missing
    "negativ_promt, negative_prompt",
  })
  void slipIsSeen(String written, String meant) {
    assertThat(Nearest.to(written, NAMES).orElse(null)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aspectRatio", "aspect-ratio", "ASPECT_RATIO", "aspect ratio"})
  void caseAndSeparatorsAreOneSlipOfThePen(String written) {
    assertThat(Nearest.to(written, NAMES)).contains("aspect_ratio");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "color", "watermark", "sizzle", "im_urls_x", "___"})
  void somethingElseIsNoSlip(String written) {
    assertThat(Nearest.to(written, NAMES)).isEmpty();
  }

  @Test
  void shortWordsAreOnlyToldApartByCase() {
    List<String> tiers = List.of("1K", "2K", "4K");

    assertThat(Nearest.to("2k", tiers)).contains("2K");
    assertThat(Nearest.to("3K", tiers)).isEmpty();
  }

  @Test
  void twoThatAreEquallyNearAreNotProposed() {
    assertThat(Nearest.to("tone", List.of("tune", "tore"))).isEmpty();
    assertThat(Nearest.to("tonne", List.of("tunne", "tonn", "tonner", "x"))).isEmpty();
  }

  @Test
  void nearerOneIsProposed() {
    assertThat(Nearest.to("image_urls_2", List.of("image_url", "image_urls")))
        .contains("image_urls");
  }

  @Test
  void oneSlipIsNotTwo() {
    List<String> ids = List.of("gemini-2.5-flash-image", "suno-v5");

    assertThat(Nearest.oneSlipFrom("gemini-2.5-flash-imag", ids)).contains(ids.get(0));
    assertThat(Nearest.oneSlipFrom("Gemini_2.5_Flash_Image", ids)).contains(ids.get(0));
    assertThat(Nearest.oneSlipFrom("gemini-2.5-flash-ima", ids)).isEmpty();
  }

  @Test
  void longTextCostsNothing() {
    assertThat(Nearest.to("x".repeat(1_000_000), NAMES)).isEmpty();
  }
}
