package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The gallery of models says what spec and price list say. */
class ModelsPageTest {

  private static final Path PAGE = Path.of("../docs/models.md");

  @Test
  void pageIsWhatSpecAndPriceListMake() throws IOException {
    String made = new ModelsPage().text();
    if (Boolean.getBoolean("models.update")) {
      Files.writeString(PAGE, made);
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/models.md is stale: run mvn test -pl emulator -Dtest=ModelsPageTest"
                + " -Dmodels.update=true")
        .isEqualTo(made);
  }

  @Test
  void everyPriceHasWords() {
    PriceRules.byModel()
        .forEach(
            (model, rule) -> assertThat(PriceWords.of(rule)).as(model).matches("(?s).*[0-9].*"));
  }

  @Test
  void wordsSayWhatTheListSays() {
    assertThat(words("krea-2-turbo")).isEqualTo("quality: 1K 0.45, 2K 1.8");
    assertThat(words("doubao-seedream-5.0-pro"))
        .isEqualTo("quality: 1K/1.5K 2.295, 2K 4.59; 0.153 an input picture");
    assertThat(words("gemini-nano-banana-2.1"))
        .startsWith(
            "3.0845 if quality is 2K, 6.9401 if quality is 4K, else 2.0808; 0.1029 an input");
    assertThat(words("tencent-video-upscale")).doesNotContain("else");
    assertThat(words("wan3.0-reference-video"))
        .isEqualTo(
            "quality: 480p 2.55, 720p 5.1, 1080p 10.2 × ((30 if duration is -1, else duration_seconds)"
                + " + the smaller of input_seconds and 15), at least 5.1");
    assertThat(words("seedance-2.0-mini-reference-to-video"))
        .endsWith(
            "quality: 480p 0.7668, 720p 1.6443 × ((duration_seconds + the larger of"
                + " duration_seconds and input_seconds) rounded up to tenths) with input video,"
                + " at least 5.0004");
    assertThat(words("seedance-1.5-pro"))
        .isEqualTo(
            "quality: 480p 0.818064, 720p 1.7784, 1080p 3.96583 a second"
                + " × (2 if generate_audio, else 1), at least 3.4445");
    assertThat(words("kling-v3-text-to-video"))
        .isEqualTo(
            "(quality: 720p 8.1, 1080p 10.8, 4k 27 if sound is on,"
                + " else quality: 720p 5.4, 1080p 7.2036, 4k 27) a second, at least 16.2");
  }

  private static String words(String model) {
    return PriceWords.of(Objects.requireNonNull(PriceRules.byModel().get(model)));
  }
}
