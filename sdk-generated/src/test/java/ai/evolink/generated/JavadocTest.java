package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads in the editor: nothing empty, and where the facts of a request come from. */
class JavadocTest {
  private static final Path SOURCES = Path.of("target/generated-sources/openapi/ai/evolink");

  static Stream<RequestType> requests() {
    Stream<Optional<RequestType>> types =
        Stream.of(
                ImageModel.known().stream().map(ImageGenerationRequest::typeOf),
                VideoModel.known().stream().map(VideoGenerationRequest::typeOf),
                AudioModel.known().stream().map(AudioGenerationRequest::typeOf))
            .flatMap(all -> all);
    return types.flatMap(Optional::stream).distinct();
  }

  @Test
  void nothingSaysNoMoreThanItsName() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      files = walk.filter(file -> file.toString().endsWith(".java")).toList();
    }

    assertThat(files).hasSizeGreaterThan(200);
    for (Path file : files) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContain("The property {@code")
          .doesNotContain(" * null\n")
          .doesNotContainPattern("@param (\\w+) \\1\\b")
          .doesNotContainPattern("\\* (\\w+)\\.\\n( \\*\\n)? \\* <p>Immutable");
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestSaysWhatTheModelDoesAndWhereThatIsDocumented(RequestType request) throws IOException {
    String source = Files.readString(SOURCES.resolve("model/" + request.name() + ".java"));
    String doc = source.substring(source.indexOf("/**"), source.indexOf("public final class"));

    assertThat(doc.lines().skip(1).findFirst().orElseThrow()).hasSizeGreaterThan(20);
    if (doc.contains("Its page was archived")) {
      assertThat(request.deprecated()).isTrue();
    } else {
      assertThat(doc).contains("@see <a href=\"https://docs.evolink.ai/");
    }
  }
}
