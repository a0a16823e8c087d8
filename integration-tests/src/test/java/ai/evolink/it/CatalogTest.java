package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.TaskHandle;
import ai.evolink.VideoRequest;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageModel;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.VideoModel;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model of the catalogue, sent over HTTP by the builders that take any model. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class CatalogTest {
  private static EvolinkEmulator emulator;
  private static EvolinkClient evolink;

  @BeforeAll
  static void start() {
    emulator =
        EvolinkEmulator.builder().pace(Duration.ofHours(1)).credits(new BigDecimal("1e15")).start();
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
  void minimalRequestIsAccepted(ModelInfo model) {
    TaskHandle task =
        submit(model, SchemaSamples.body(model.request(), model.id(), false)).result();

    assertThat(task.kind()).isEqualTo(model.kind());
  }

  @ParameterizedTest
  @MethodSource("models")
  void requestWithAllFieldsIsAccepted(ModelInfo model) {
    TaskHandle task = submit(model, SchemaSamples.body(model.request(), model.id(), true)).result();

    assertThat(task.kind()).isEqualTo(model.kind());
  }

  @ParameterizedTest
  @MethodSource("models")
  void excessByOneIsRefusedByNameAndLimit(ModelInfo model) {
    for (RequestProperty property : model.request().properties()) {
      excesses(model, property)
          .forEach(
              (limit, value) -> {
                Map<String, Object> body = SchemaSamples.body(model.request(), model.id(), false);
                body.put(property.name(), value);

                ApiException refusal =
                    catchThrowableOfType(ApiException.class, () -> submit(model, body).result());

                assertThat(refusal).as(model + " " + property + " " + limit).isNotNull();
                assertThat(refusal.statusCode()).isEqualTo(400);
                assertThat(refusal.param()).contains(property.name());
                assertThat(refusal).hasMessageContaining(property.name());
                assertThat(refusal.getMessage())
                    .containsPattern(" " + Pattern.quote(limit) + "\\b");
              });
    }
  }

  /** Values one beyond a limit, by the limit. */
  private static Map<String, Object> excesses(ModelInfo model, RequestProperty property) {
    Map<String, Object> excesses = new LinkedHashMap<>();
    property
        .maxLength()
        .ifPresent(most -> excesses.put("" + most, text(property.name(), most + 1)));
    property
        .maxItems()
        .ifPresent(
            most -> {
              if (SchemaSamples.value(model.request(), property.name()) instanceof List<?> list) {
                excesses.put("" + most, Collections.nCopies(most + 1, list.get(0)));
              }
            });
    property
        .maximum()
        .ifPresent(most -> excesses.put(most.toPlainString(), most.add(BigDecimal.ONE)));
    property
        .minimum()
        .ifPresent(least -> excesses.put(least.toPlainString(), least.subtract(BigDecimal.ONE)));
    return excesses;
  }

  private static String text(String property, int length) {
    String start = property.equals("callback_url") ? "https://example.com/" : "";
    return start + "x".repeat(length - start.length());
  }

  private static EvolinkFuture<TaskHandle> submit(ModelInfo model, Map<String, Object> body) {
    switch (model.kind()) {
      case IMAGE -> {
        ImageRequest.Builder builder = ImageRequest.builder(ImageModel.of(model.id()));
        fill(body, builder::prompt, builder::callbackUrl, builder::set);
        return evolink.images().submit(builder.buildUnchecked());
      }
      case VIDEO -> {
        VideoRequest.Builder builder = VideoRequest.builder(VideoModel.of(model.id()));
        fill(body, builder::prompt, builder::callbackUrl, builder::set);
        return evolink.videos().submit(builder.buildUnchecked());
      }
      case AUDIO -> {
        AudioRequest.Builder builder = AudioRequest.builder(AudioModel.of(model.id()));
        fill(body, builder::prompt, builder::callbackUrl, builder::set);
        return evolink.audios().submit(builder.buildUnchecked());
      }
      default -> throw new AssertionError(model);
    }
  }

  private static void fill(
      Map<String, Object> body,
      Consumer<String> prompt,
      Consumer<URI> callbackUrl,
      BiConsumer<String, Object> set) {
    body.forEach(
        (name, value) -> {
          switch (name) {
            case "model" -> {}
            case "prompt" -> prompt.accept((String) value);
            case "callback_url" -> callbackUrl.accept(URI.create((String) value));
            default -> set.accept(name, value);
          }
        });
  }
}
