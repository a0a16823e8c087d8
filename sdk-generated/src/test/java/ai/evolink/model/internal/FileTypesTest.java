package ai.evolink.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.spec.Spec;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FileTypesTest {
  @ParameterizedTest
  @CsvSource({
    "cat.png, image/png",
    "a.b.JPEG, image/jpeg",
    "x.tif, image/tiff",
    "x.heif, image/heif",
    "x.svg, image/svg+xml",
    "x.avi, video/x-msvideo",
    ".png, image/png"
  })
  void extensionTellsTheType(String name, String mediaType) {
    assertThat(FileTypes.of(name)).isEqualTo(mediaType);
    assertThat(FileTypes.of("a." + FileTypes.extensionFor(mediaType))).isEqualTo(mediaType);
  }

  @Test
  void nameWithoutAKnownExtensionTellsNothing() {
    assertThat(FileTypes.of("png")).isNull();
    assertThat(FileTypes.of("cat.")).isNull();
    assertThat(FileTypes.of("cat.doc")).isNull();
    assertThat(FileTypes.of("")).isNull();
    assertThat(FileTypes.extensionFor("application/msword")).isNull();
  }

  /** What a model is documented to take must be known by its name, or it is sent without a type. */
  @Test
  void everyTypeThatTheSpecNamesHasAnExtension() {
    Set<String> named = new TreeSet<>();
    for (JsonNode media : Spec.schemas().findValues("x-media")) {
      media.path("types").forEach(type -> named.add(type.stringValue()));
    }

    assertThat(named).hasSizeGreaterThan(5);
    assertThat(named)
        .allSatisfy(type -> assertThat(FileTypes.extensionFor(type)).as(type).isNotNull());
  }
}
