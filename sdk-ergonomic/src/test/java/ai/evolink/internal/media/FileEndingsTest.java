package ai.evolink.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.MediaSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileEndingsTest {
  /** Each of these was missing on one side while uploads and results had a table each. */
  @ParameterizedTest
  @ValueSource(strings = {"a.heif", "a.avi", "a.svg", "a.TIF", "a.jfif", "a.opus", "a.xyz", "png"})
  void uploadsAndResultsKnowTheSameExtensions(String name) {
    assertThat(FileEndings.typeOf(name))
        .isEqualTo(MediaSource.file(Path.of(name)).mediaType().orElse(null));
  }

  @ParameterizedTest
  @CsvSource({
    "image/svg+xml, .svg",
    "image/heif, .heif",
    "video/x-msvideo, .avi",
    "image/jpg, .jpg",
    "IMAGE/TIFF, .tiff",
    "audio/mp3, .mp3",
    "audio/wave, .wav",
    "audio/x-flac, .flac",
    "audio/x-m4a, .m4a",
    "image/png; charset=binary, .png"
  })
  void typeHasAnExtension(String mediaType, String extension) {
    assertThat(FileEndings.of(mediaType)).isEqualTo(extension);
    assertThat(FileEndings.typeOf("result" + extension)).isNotNull();
  }

  @Test
  void unknownTypeHasNoExtension() {
    assertThat(FileEndings.of("application/x-unheard-of")).isEmpty();
    assertThat(FileEndings.of("")).isEmpty();
  }
}
