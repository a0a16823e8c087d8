package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.PriceEstimate;
import ai.evolink.VideoRequest;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The price by the rules, as the SDK evaluates them, is what the emulator charges by a table of its
 * own, which shares nothing with the rules.
 */
class PriceAgreementTest {
  /** What prices depend on, besides pictures. */
  private static final Set<String> TELLING =
      Set.of("quality", "resolution", "duration", "n", "sound");

  private static EvolinkEmulator emulator;
  private static EvolinkClient evolink;
  private static int exact;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.builder().pace(Duration.ofHours(1)).start();
    evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build();
  }

  @AfterAll
  static void stop() {
    evolink.close();
    emulator.close();
  }

  static Stream<ModelInfo> models() {
    return ModelCatalog.get().all().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void emulatorChargesWhatTheRulesSay(ModelInfo model) {
    List<String> wrong = new ArrayList<>();
    for (Map<String, Object> body : variants(model)) {
      GenerationRequest request = request(model, body);
      PriceEstimate price = evolink.prices().estimate(request).result();
      if (price.least().isEmpty()) {
        continue; // unknown to the list, or what the request says is
      }
      BigDecimal charge = charge(request);
      BigDecimal least = price.least().orElseThrow();
      boolean fits =
          least.compareTo(charge) <= 0
              && price.most().map(most -> most.compareTo(charge) >= 0).orElse(true);
      if (!fits) {
        wrong.add(body + ": " + price + ", but charged " + charge);
      }
      exact += price.most().filter(least::equals).isPresent() ? 1 : 0;
    }
    assertThat(wrong).isEmpty();
  }

  /** {@return requests that differ in what prices depend on} */
  private static List<Map<String, Object>> variants(ModelInfo model) {
    Map<String, Object> least = SchemaSamples.body(model.request(), model.id(), false);
    List<Map<String, Object>> variants = new ArrayList<>();
    variants.add(least);
    variants.add(SchemaSamples.body(model.request(), model.id(), true));
    for (RequestProperty property : model.request().properties()) {
      if (TELLING.contains(property.name())) {
        values(property).forEach(value -> variants.add(with(least, property.name(), value)));
      }
    }
    return variants;
  }

  private static List<Object> values(RequestProperty property) {
    List<Object> values = new ArrayList<>(property.values());
    if (values.isEmpty()) {
      property.minimum().ifPresent(least -> values.add(least.longValue()));
      property.maximum().ifPresent(most -> values.add(most.longValue()));
    }
    values.replaceAll(
        value ->
            value instanceof String text && text.matches("-?\\d+") ? Long.valueOf(text) : value);
    return values;
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(body);
    copy.put(name, value);
    return copy;
  }

  @Test
  void everyModelOfTheListHasAPrice() {
    List<String> unknown = new ArrayList<>();
    for (ModelInfo model : ModelCatalog.get().all()) {
      evolink
          .prices()
          .of(model.id())
          .result()
          .unknownBecause()
          .filter(reason -> !reason.equals("the price list does not have the model"))
          .ifPresent(reason -> unknown.add(model.id() + ": " + reason));
    }
    assertThat(unknown).isEmpty();
  }

  /** Worked out by hand from the published prices. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          doubao-seedream-4.5          | n        | 2     | 4.08
          doubao-seedream-5.0-pro      | quality  | 2K    | 4.59
          gpt-image-2-beta             |          |       | 1.02
          krea-2-turbo                 | quality  | 2K    | 1.8
          nano-banana-2-beta           | quality  | 4K    | 5.4
          qwen-image-3.0               | n        | 6     | 11.016
          z-image-turbo                |          |       | 0.26
          mj-v8.1                      | quality  | hd    | 8.1
          seedance-2.0-text-to-video   | duration | 4     | 54
          kling-v3-text-to-video       | duration | 3     | 16.2
          sora-2-preview               | duration | 12    | 69.12
          wan2.6-text-to-video         | duration | 10    | 47.6
          veo3.1-pro                   |          |       | 162
          suno-v5                      |          |       | 8
          """)
  void priceIsThePublishedOne(String model, String name, String value, BigDecimal credits) {
    ModelInfo info = ModelCatalog.get().find(model).orElseThrow();
    Map<String, Object> body = SchemaSamples.body(info.request(), model, false);
    if (name != null) {
      body.put(name, value.matches("\\d+") ? Long.valueOf(value) : value);
    }
    GenerationRequest request = request(info, body);

    PriceEstimate price = evolink.prices().estimate(request).result();

    assertThat(price.most().orElseThrow(() -> new AssertionError(price)))
        .isEqualByComparingTo(credits);
    assertThat(price.least()).isEqualTo(price.most());
    assertThat(charge(request)).isEqualByComparingTo(credits);
  }

  @AfterAll
  static void mostPricesFollowedFromTheRequest() {
    assertThat(exact).isGreaterThan(100);
  }

  /** {@return what the emulator reserves} */
  private static BigDecimal charge(GenerationRequest request) {
    BigDecimal before = evolink.credits().spending().reserved();
    if (request instanceof ImageGenerationRequest image) {
      evolink.images().submit(image).result();
    } else if (request instanceof VideoGenerationRequest video) {
      evolink.videos().submit(video).result();
    } else {
      evolink.audios().submit((AudioGenerationRequest) request).result();
    }
    return evolink.credits().spending().reserved().subtract(before);
  }

  private static GenerationRequest request(ModelInfo model, Map<String, Object> body) {
    switch (model.kind()) {
      case IMAGE -> {
        ImageRequest.Builder builder = ImageRequest.builder(ImageModel.of(model.id()));
        fill(body, builder::prompt, builder::set);
        return builder.buildUnchecked();
      }
      case VIDEO -> {
        VideoRequest.Builder builder = VideoRequest.builder(VideoModel.of(model.id()));
        fill(body, builder::prompt, builder::set);
        return builder.buildUnchecked();
      }
      case AUDIO -> {
        AudioRequest.Builder builder = AudioRequest.builder(AudioModel.of(model.id()));
        fill(body, builder::prompt, builder::set);
        return builder.buildUnchecked();
      }
      default -> throw new AssertionError(model);
    }
  }

  private static void fill(
      Map<String, Object> body, Consumer<String> prompt, BiConsumer<String, Object> set) {
    body.forEach(
        (name, value) -> {
          switch (name) {
            case "model", "callback_url" -> {}
            case "prompt" -> prompt.accept((String) value);
            default -> set.accept(name, value);
          }
        });
  }
}
