package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactNameTest {
  @ParameterizedTest
  @CsvSource({
    "https://f.evolink.ai/u/images/2026/05/08/a_0.jpg, a_0.jpg",
    "https://f.evolink.ai/a%2F..%2F..%2Fetc%2Fpasswd, passwd.png",
    "https://f.evolink.ai/..%5C..%5Cboot.ini, boot.ini",
    "https://f.evolink.ai/.bashrc, bashrc.png",
    "https://f.evolink.ai/.., result.png",
    "https://f.evolink.ai/, result.png",
    "https://f.evolink.ai, result.png",
    "https://f.evolink.ai/CON.png, _CON.png",
    "https://f.evolink.ai/a%00b.png, a_b.png",
    "https://f.evolink.ai/%E7%8C%AB.png, _.png",
    "https://f.evolink.ai/file, file.png"
  })
  void nameIsOneHarmlessSegment(URI link, String name) {
    assertThat(ArtifactName.of(link, "image/png")).isEqualTo(name);
  }

  @Test
  void longNameIsCut() {
    URI link = URI.create("https://f.evolink.ai/" + "x".repeat(5_000));

    assertThat(ArtifactName.of(link, "image/png")).hasSize(124).endsWith("x.png");
  }

  @Test
  void unknownTypeAddsNoExtension() {
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/file"), "x/y")).isEqualTo("file");
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/file"), null)).isEqualTo("file");
  }
}
