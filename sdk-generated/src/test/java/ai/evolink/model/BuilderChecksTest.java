package ai.evolink.model;

import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What builders accept, refuse, and when they say so. */
class BuilderChecksTest {
  private static final String CAT = "\uD83D\uDC31"; // one code point, two chars

  @Test
  void lengthCountsCodePoints() {
    assertThat(NanoBananaRequest.builder(CAT.repeat(2000)).build().prompt()).hasSize(4000);

    assertThatThrownBy(() -> NanoBananaRequest.builder(CAT.repeat(2001)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt must have at most 2000 characters, but has 2001");
  }

  @Test
  void blankRequiredTextIsRefused() {
    assertThatThrownBy(() -> NanoBananaRequest.builder(" \n").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt is required, but is blank");
  }

  @Test
  void emptyRequiredTextIsFineWhereTheSpecSaysSo() {
    CreditsData data =
        CreditsData.builder(
                TokenCredits.builder(ONE, false, ONE).build(),
                UserCredits.builder(ONE, ONE).build())
            .build();

    assertThat(CreditsResponse.builder(data, "", true).build().message()).isEmpty();
  }

  @Test
  void sixReferencesAreRefused() {
    MediaSource cat = MediaSource.url("https://example.com/cat.png");

    assertThatThrownBy(
            () -> NanoBananaRequest.builder("A cat").imageUrls(Collections.nCopies(6, cat)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image_urls must have at most 5 items, but has 6");
  }

  @Test
  void callbackAddressHasALimit() {
    String fits = "https://example.com/" + "x".repeat(2028);

    NanoBananaRequest.builder("A cat").callbackUrl(URI.create(fits)).build();
    assertThatThrownBy(
            () -> NanoBananaRequest.builder("A cat").callbackUrl(URI.create(fits + "y")).build())
        .hasMessage("callback_url must have at most 2048 characters, but has 2049");
  }

  @Test
  void numbersHaveLimits() {
    assertThatThrownBy(() -> Task.builder().progress(101).build())
        .hasMessage("progress must be at most 100, but is 101");
    assertThatThrownBy(() -> Task.builder().progress(-1).build())
        .hasMessage("progress must be at least 0, but is -1");
  }

  @Test
  void undocumentedWordsAreTheBusinessOfTheServer() {
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat").size(AspectRatio.of("7:5")).build();

    assertThat(request.size()).isEqualTo(AspectRatio.of("7:5"));
  }

  @Test
  void violationPointsAtTheLineThatSetTheValue() {
    NanoBananaRequest.Builder builder = NanoBananaRequest.builder("A cat");
    setTooLongAPrompt(builder);

    IllegalArgumentException thrown =
        catchThrowableOfType(IllegalArgumentException.class, builder::build);

    assertThat(thrown.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("setTooLongAPrompt"));
  }

  private static void setTooLongAPrompt(NanoBananaRequest.Builder builder) {
    builder.prompt("x".repeat(2001));
  }

  @Test
  void allViolationsAreTold() {
    NanoBananaRequest.Builder builder =
        NanoBananaRequest.builder(" ")
            .imageUrls(Collections.nCopies(6, MediaSource.url("https://example.com/cat.png")));

    for (int i = 0; i < 2; i++) { // the second try tells the same as the first
      IllegalArgumentException thrown =
          catchThrowableOfType(IllegalArgumentException.class, builder::build);
      assertThat(thrown).hasMessage("prompt is required, but is blank");
      assertThat(thrown.getSuppressed())
          .singleElement()
          .extracting(Throwable::getMessage)
          .isEqualTo("image_urls must have at most 5 items, but has 6");
    }
  }

  @Test
  void betterValueUndoesAViolation() {
    NanoBananaRequest request = NanoBananaRequest.builder(" ").prompt("A cat").build();

    assertThat(request.prompt()).isEqualTo("A cat");
  }

  @Test
  void oneOfSeveralPropertiesIsAskedFor() {
    Hailuo23Request.Builder builder = Hailuo23Request.builder().duration(6);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt or image_urls is required, but none is given");
    assertThat(builder.buildUnchecked().prompt()).isNull();
    assertThat(builder.prompt("A cat").build().prompt()).isEqualTo("A cat");
    assertThatThrownBy(() -> builder.prompt(null).build())
        .hasMessage("prompt or image_urls is required, but none is given");
  }

  @Test
  void propertiesThatGoTogetherAreAskedForTogether() {
    VoiceEnrollmentRequest.Builder builder =
        VoiceEnrollmentRequest.builder("ada").voicePrompt("A calm voice.");

    assertThatThrownBy(builder::build)
        .hasMessage(
            "audio_url, or voice_prompt and preview_text, is required, but only voice_prompt is"
                + " given");
    assertThat(builder.previewText("This is how I speak.").build().audioUrl()).isNull();
  }

  @Test
  void valueOfAnotherTypeCountsAsGiven() throws Exception {
    Hailuo23Request read =
        EvolinkJson.moshi()
            .adapter(Hailuo23Request.class)
            .fromJson("{\"model\":\"MiniMax-Hailuo-2.3\",\"prompt\":[\"A cat\"]}");

    assertThat(read.toBuilder().build()).isEqualTo(read);
  }

  @Test
  void uncheckedBuildIgnoresLimits() {
    String longPrompt = "x".repeat(5000);

    assertThat(NanoBananaRequest.builder(longPrompt).buildUnchecked().prompt())
        .isEqualTo(longPrompt);
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without NullAway do
  void nullForARequiredValueIsRefusedAtOnce() {
    assertThatThrownBy(() -> NanoBananaRequest.builder(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("prompt");
    assertThatThrownBy(() -> NanoBananaRequest.builder("A cat").model(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("model");
    List<MediaSource> holey = new ArrayList<>();
    holey.add(null);
    assertThatThrownBy(() -> NanoBananaRequest.builder("A cat").imageUrls(holey))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("image_urls has a null in it");
  }

  @Test
  void nullTakesAnOptionalValueBack() {
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat").size(AspectRatio.AUTO).size(null).build();

    assertThat(request.size()).isNull();
  }

  @Test
  void missingRequiredValueOfAnAnswerIsNamed() throws Exception {
    CreditsResponse answer =
        EvolinkJson.moshi().adapter(CreditsResponse.class).fromJson("{\"success\":false}");

    assertThat(answer.success()).isFalse();
    assertThatThrownBy(answer::data)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("CreditsResponse came without its required property data");
    assertThatThrownBy(() -> answer.toBuilder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data is required, but is missing");
  }

  @Test
  void modelIsPresetAndSettable() {
    assertThat(NanoBanana2LiteBetaRequest.builder("A cat").build().model())
        .isEqualTo(ImageModel.NANO_BANANA_2_LITE_BETA);
    assertThat(
            NanoBanana2LiteBetaRequest.builder("A cat")
                .model(ImageModel.NANO_BANANA_BETA)
                .build()
                .model())
        .isEqualTo(ImageModel.NANO_BANANA_BETA);
  }

  @Test
  void laterChangesToTheCallersListsDoNotMatter() {
    List<MediaSource> mine = new ArrayList<>(List.of(MediaSource.url("https://example.com/1")));
    List<Object> tags = new ArrayList<>(List.of("a"));
    NanoBananaRequest.Builder builder =
        NanoBananaRequest.builder("A cat").imageUrls(mine).set("tags", tags);
    NanoBananaRequest request = builder.build();

    mine.clear();
    tags.clear();
    builder.set("more", 1);

    assertThat(request.imageUrls()).hasSize(1);
    assertThat(request.additionalProperties()).isEqualTo(Map.of("tags", List.of("a")));
    assertThatThrownBy(() -> request.additionalProperties().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(request.imageUrls()).isUnmodifiable();
  }

  @Test
  void unknownPropertiesAreForUnknownNames() {
    assertThatThrownBy(() -> NanoBananaRequest.builder("A cat").set("image_urls", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image_urls is a property of this type: use the method that is called like it");
    assertThatThrownBy(() -> NanoBananaRequest.builder("A cat").set("when", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected text, number, boolean, list, map, link or media source, but was"
                + " java.lang.Object");
  }

  @Test
  void copyIsEqualUntilItIsChanged() {
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat").size(AspectRatio.AUTO).set("seed", 7).build();

    assertThat(request.toBuilder().build()).isEqualTo(request).hasSameHashCodeAs(request);
    assertThat(request.toBuilder().prompt("A dog").build()).isNotEqualTo(request);
    assertThat(request.toBuilder().set("seed", 8).build()).isNotEqualTo(request);
  }

  @Test
  void textNamesWhatIsThereAndCutsWhatIsLong() {
    assertThat(NanoBananaRequest.builder("x".repeat(150)).set("seed", 7).build())
        .hasToString(
            "NanoBananaRequest{model=gemini-2.5-flash-image, prompt="
                + "x".repeat(100)
                + "… (150), seed=7}");
  }
}
