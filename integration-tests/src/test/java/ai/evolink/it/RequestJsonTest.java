package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.RequestJson;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.VideoRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.OpenValue;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoGenerationRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that is written by one process and read by another is the same purchase. */
class RequestJsonTest {
  @RegisterExtension final MockService service = new MockService();
  @TempDir Path folder;

  static Stream<ModelInfo> models() {
    return ModelCatalog.get().all().stream();
  }

  // ---- what is sent

  @ParameterizedTest
  @MethodSource("models")
  void requestOfEveryModelSendsTheSameAfterwards(ModelInfo model) throws IOException {
    String body =
        EvolinkJson.moshi()
            .adapter(Object.class)
            .toJson(SchemaSamples.body(model.request(), model.id(), true));
    try (EvolinkClient evolink = service.client().build()) {
      switch (model.kind()) {
        case IMAGE -> {
          ImageGenerationRequest typed = typed(ImageGenerationRequest.class, body);
          ImageRequest read = (ImageRequest) RequestJson.read(RequestJson.write(typed));
          sameJson(evolink.images().preview(read).body(), evolink.images().preview(typed).body());
        }
        case VIDEO -> {
          VideoGenerationRequest typed = typed(VideoGenerationRequest.class, body);
          VideoRequest read = (VideoRequest) RequestJson.read(RequestJson.write(typed));
          sameJson(evolink.videos().preview(read).body(), evolink.videos().preview(typed).body());
        }
        default -> {
          AudioGenerationRequest typed = typed(AudioGenerationRequest.class, body);
          AudioRequest read = (AudioRequest) RequestJson.read(RequestJson.write(typed));
          sameJson(evolink.audios().preview(read).body(), evolink.audios().preview(typed).body());
        }
      }
    }
  }

  private static <R> R typed(Class<R> type, String body) throws IOException {
    return EvolinkJson.moshi().adapter(type).fromJson(body);
  }

  private static void sameJson(String actual, String expected) throws IOException {
    assertThat(tree(actual)).isEqualTo(tree(expected));
  }

  private static Object tree(String json) throws IOException {
    return EvolinkJson.moshi().adapter(Object.class).fromJson(json);
  }

  @Test
  void writtenFormIsOneLineThatLaterVersionsRead() {
    ImageRequest cat =
        ImageRequest.builder("A \"cat\"\nasleep").size(AspectRatio.SQUARE_1_1).build();

    assertThat(RequestJson.write(cat))
        .isEqualTo(
            "{\"version\":1,\"kind\":\"IMAGE\",\"request\":{"
                + "\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A \\\"cat\\\"\\nasleep\",\"size\":\"1:1\"}}");
  }

  @Test
  void openRequestReadsBackAsItself() {
    ImageRequest request =
        ImageRequest.builder("A cat")
            .model(ImageModel.of("of-tomorrow"))
            .reference(MediaSource.url("https://example.com/a.png"))
            .set("price", new BigDecimal("0.10"))
            .set("nested", Map.of("deep", List.of(1, "media-0", true)))
            .build();

    assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request);
  }

  @Test
  void requestThatBreaksTheDocumentedLimitsIsStillSentAsItWas() {
    ImageRequest request = ImageRequest.builder("A cat").set("no_such", 1).buildUnchecked();

    assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request);
  }

  // ---- local media

  @Test
  void filesAndBytesComeBackInTheirPlaces() throws IOException {
    Path file = Files.write(folder.resolve("a b.png"), new byte[] {1, 2});
    NanoBanana2Request request =
        NanoBanana2Request.builder("Both of them")
            .imageUrls(
                List.of(
                    MediaSource.file(file),
                    MediaSource.url("https://example.com/a.png"),
                    MediaSource.bytes(new byte[] {3, 4, 5}, "image/webp")))
            .build();

    ImageRequest read = (ImageRequest) RequestJson.read(RequestJson.write(request));

    assertThat(read.references()).isEqualTo(request.imageUrls());
  }

  @Test
  void mediaInsideOfObjectsComeBackInTheirPlaces() {
    ImageRequest request =
        ImageRequest.builder("A cat")
            .model(ImageModel.of("of-tomorrow"))
            .set("a", List.of(Map.of("b~", MediaSource.bytes(new byte[] {1}, "video/mp4"))))
            .set("a/0/b~", MediaSource.bytes(new byte[] {2}, "video/mp4"))
            .set("a/0/b~0", MediaSource.bytes(new byte[] {3}, "video/mp4"))
            .build();

    assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request);
  }

  @Test
  void textThatLooksLikeAMarkIsNoMedium() {
    ImageRequest request =
        ImageRequest.builder("media-0:0")
            .model(ImageModel.of("of-tomorrow"))
            .set("name", "media-1:0")
            .reference(MediaSource.url("https://example.com/a.png"))
            .build();

    assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request);
  }

  @Test
  void relativeFileIsFoundFromAnotherWorkingFolder() {
    ImageRequest request =
        ImageRequest.builder("A cat").reference(MediaSource.file(Path.of("cat.png"))).build();

    ImageRequest read = (ImageRequest) RequestJson.read(RequestJson.write(request));

    assertThat(read.references())
        .containsExactly(MediaSource.file(Path.of("cat.png").toAbsolutePath()));
  }

  @Test
  void streamIsRefusedByTheNameOfItsProperty() {
    ImageRequest request =
        ImageRequest.builder("A cat")
            .reference(MediaSource.stream(() -> new ByteArrayInputStream(new byte[1]), "image/png"))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestJson.write(request))
        .withMessage(
            "image_urls must be a link, a file or bytes to be read by another process, but is a"
                + " stream");
  }

  // ---- the same purchase

  @Test
  void orderIsBoughtOnceThoughItsRequestWasReadBack() throws IOException {
    Shop shop = new Shop();
    shop.port = service.server.getPort();
    service.server.setDispatcher(shop);
    NanoBanana2Request cat =
        NanoBanana2Request.builder("A cat")
            .imageUrls(List.of(MediaSource.url("https://example.com/a.png")))
            .build();
    SubmitOptions order =
        SubmitOptions.builder().orderId("order-42").waitOptions(MockService.AT_ONCE).build();
    try (EvolinkClient evolink =
        service.client().journal(TaskJournal.file(folder.resolve("journal"))).build()) {
      evolink.images().generate(cat, order).result();
      ImageRequest read = (ImageRequest) RequestJson.read(RequestJson.write(cat));
      TaskHandle second = evolink.images().submit(read, order).result();

      assertThat(second.isReplayed()).isTrue();
    }
    assertThat(shop.bought).hasSize(1);
  }

  // ---- bad input

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense | Expected JSON of RequestJson.write
          [] | the JSON of a request must be an object
          {"model":"m","prompt":"p"} | it has no version
          {"version":2,"kind":"IMAGE","request":{}} | version must be 1, but was 2: update evolink-sdk
          {"version":1,"kind":"SCENT","request":{"model":"m"}} | kind must be IMAGE, VIDEO or AUDIO, but was SCENT
          {"version":1,"kind":"IMAGE"} | request must be an object, but was null
          {"version":1,"kind":"IMAGE","request":{"prompt":"p"}} | request has no model
          {"version":1,"kind":"IMAGE","request":{"model":"m"},"media":{"/a":{"file":"x"}}} | request has no place /a
          {"version":1,"kind":"IMAGE","request":{"model":"m","a":null},"media":{"/a":{}}} | media /a must have a url, a file, or bytes and a type
          """)
  void whatIsNoWrittenRequestIsRefused(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestJson.read(json))
        .withMessageContaining(message);
  }

  @Test
  void requestOfNoMediumIsRefused() {
    GenerationRequest request =
        new GenerationRequest() {
          @Override
          public OpenValue model() {
            return ImageModel.of("m");
          }

          @Override
          public GenerationRequest mapMedia(MediaMapper mapper) {
            return this;
          }

          @Override
          public @Nullable RequestType requestType() {
            return null;
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestJson.write(request))
        .withMessageContaining("must be an ImageGenerationRequest, VideoGenerationRequest or");
  }
}
