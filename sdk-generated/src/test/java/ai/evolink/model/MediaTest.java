package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaTest {
  private static final MediaSource LINK = MediaSource.url("https://example.com/a.png");

  @Test
  void linkIsSentAsItIs() {
    assertThat(LINK.isUrl()).isTrue();
    assertThat(LINK.uri()).contains(URI.create("https://example.com/a.png"));
    assertThat(LINK.size()).isEmpty();
    assertThat(LINK.mediaType()).isEmpty();
    assertThatThrownBy(LINK::open).isInstanceOf(UnsupportedOperationException.class);
    assertThat(EvolinkJson.moshi().adapter(MediaSource.class).toJson(LINK))
        .isEqualTo("\"https://example.com/a.png\"");
  }

  @Test
  void fileTellsItsSizeAndTypeWhenAsked(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("cat.JPG");
    MediaSource source = MediaSource.file(file);

    assertThat(source.size()).isEmpty();
    assertThatThrownBy(source::open).isInstanceOf(IOException.class);
    Files.write(file, new byte[] {1, 2, 3});

    assertThat(source.size()).hasValue(3);
    assertThat(source.mediaType()).contains("image/jpeg");
    assertThat(source.path()).contains(file);
    assertThat(source.isUrl()).isFalse();
    try (InputStream in = source.open()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
    assertThat(MediaSource.file(dir.resolve("cat")).mediaType()).isEmpty();
  }

  @Test
  void bytesAreCopiedAndNeverShown() throws Exception {
    byte[] mine = {65, 66, 67};
    MediaSource source = MediaSource.bytes(mine, "image/png");
    mine[0] = 0;

    try (InputStream in = source.open()) {
      assertThat(in.readAllBytes()).containsExactly(65, 66, 67);
    }
    assertThat(source.size()).hasValue(3);
    assertThat(source).hasToString("MediaSource[3 bytes, image/png]");
    assertThat(source)
        .isEqualTo(MediaSource.bytes(new byte[] {65, 66, 67}, "image/png"))
        .hasSameHashCodeAs(MediaSource.bytes(new byte[] {65, 66, 67}, "image/png"))
        .isNotEqualTo(MediaSource.bytes(new byte[] {65, 66, 67}, "image/webp"));
  }

  @Test
  void streamIsOpenedAnewEachTime() throws Exception {
    Supplier<InputStream> supplier = () -> new ByteArrayInputStream(new byte[] {7});
    MediaSource source = MediaSource.stream(supplier, "audio/mpeg");

    for (int i = 0; i < 2; i++) {
      try (InputStream in = source.open()) {
        assertThat(in.readAllBytes()).containsExactly(7);
      }
    }
    assertThat(source.size()).isEmpty();
    assertThat(source).hasToString("MediaSource[stream, audio/mpeg]");
  }

  @Test
  void pathGivenAsLinkIsExplained() {
    assertThatThrownBy(() -> MediaSource.url("cat.png"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a link such as https://example.com/cat.png, but was \"cat.png\". For a local"
                + " file use MediaSource.file(Path)");
    assertThatThrownBy(() -> MediaSource.url("file:///etc/passwd"))
        .hasMessage(
            "The server cannot read file:///etc/passwd. For a local file use MediaSource.file(Path)");
  }

  @Test
  void onlyLinksAreWritten() {
    assertThatThrownBy(
            () ->
                EvolinkJson.moshi()
                    .adapter(MediaSource.class)
                    .toJson(MediaSource.bytes(new byte[1], "image/png")))
        .isInstanceOf(JsonDataException.class)
        .hasMessage(
            "MediaSource[1 bytes, image/png] at path $ is not a link. Upload it first, and use the"
                + " link that the upload gives");
  }

  @Test
  void mapMediaReplacesSourcesEverywhere() {
    MediaSource file = MediaSource.file(Path.of("cat.png"));
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat")
            .imageUrls(List.of(LINK, file))
            .set("mask", Map.of("areas", List.of(file)))
            .build();
    List<String> seen = new ArrayList<>();

    NanoBananaRequest mapped =
        request.mapMedia(
            (property, source) -> {
              seen.add(property.name() + " " + source);
              return source.isUrl() ? source : MediaSource.url("https://files.example.com/1");
            });

    assertThat(seen)
        .containsExactly(
            "image_urls MediaSource[https://example.com/a.png]",
            "image_urls MediaSource[cat.png]",
            "mask MediaSource[cat.png]");
    assertThat(EvolinkJson.moshi().adapter(ImageGenerationRequest.class).toJson(mapped))
        .isEqualTo(
            "{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"A cat\",\"image_urls\":"
                + "[\"https://example.com/a.png\",\"https://files.example.com/1\"],"
                + "\"mask\":{\"areas\":[\"https://files.example.com/1\"]}}");
    assertThat(request.imageUrls()).containsExactly(LINK, file);
  }

  @Test
  void mapMediaGivesTheSameRequestIfNothingChanges() {
    NanoBananaRequest request =
        NanoBananaRequest.builder("A cat").imageUrls(List.of(LINK)).set("a", List.of(1)).build();

    assertThat(request.mapMedia((property, source) -> source)).isSameAs(request);
  }

  @Test
  void rulesOfAMediaPropertyAreThere() {
    RequestProperty images =
        ImageGenerationRequest.typeOf(ImageModel.GEMINI_2_5_FLASH_IMAGE)
            .flatMap(type -> type.property("image_urls"))
            .orElseThrow();

    assertThat(images.maxItems()).hasValue(5);
    MediaRule rule = images.media().orElseThrow();
    assertThat(rule.kind()).isEqualTo("image");
    assertThat(rule.maxBytes()).isEqualTo(10 * 1024 * 1024);
    assertThat(rule.types()).containsExactly("image/jpeg", "image/png", "image/webp");
  }
}
