package ai.evolink.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactNameTest {
  @ParameterizedTest
  @CsvSource({
    "https://f.evolink.ai/u/images/2026/05/08/a_0.jpg, a_0.jpg",
    "https://f.evolink.ai/a%2F..%2F..%2Fetc%2Fpasswd, passwd.png",
    "https://f.evolink.ai/..%5C..%5Cboot.ini, boot.ini.png",
    "https://f.evolink.ai/a%252F..%252Fb.png, a_2F._2Fb.png",
    "https://f.evolink.ai/C:%5CWindows%5Cx.png, x.png",
    "https://f.evolink.ai/C:x.png, C_x.png",
    "https://f.evolink.ai/x.png::$DATA, x.png___DATA.png",
    "https://f.evolink.ai/.bashrc, bashrc.png",
    "https://f.evolink.ai/...hidden, hidden.png",
    "https://f.evolink.ai/.., result.png",
    "https://f.evolink.ai/%2e%2e, result.png",
    "https://f.evolink.ai/, result.png",
    "https://f.evolink.ai, result.png",
    "https://f.evolink.ai/CON.png, _CON.png",
    "https://f.evolink.ai/nul.tar.gz, _nul.tar.gz.png",
    "https://f.evolink.ai/COM0, _COM0.png",
    "https://f.evolink.ai/COM%C2%B9.png, COM_.png",
    "https://f.evolink.ai/name.%20., name._.png",
    "https://f.evolink.ai/a.png..., a.png",
    "https://f.evolink.ai/a%00b.png, a_b.png",
    "https://f.evolink.ai/a%0A%1B%5B31mb.png, a___31mb.png",
    "https://f.evolink.ai/%E7%8C%AB.png, _.png",
    "https://f.evolink.ai/gnp.%E2%80%AEexe.png, gnp._exe.png",
    "https://f.evolink.ai/%EF%BC%8E%EF%BC%8E%EF%BC%8Fx.png, ___x.png",
    "https://f.evolink.ai/a%3Cb%3E%22%7C%3F*.png, a_b_____.png",
    "https://f.evolink.ai/-rf, -rf.png",
    "https://f.evolink.ai/result.php, result.php.png",
    "https://f.evolink.ai/wan2.6-out, wan2.6-out.png",
    "https://f.evolink.ai/a.WEBP, a.WEBP",
    "https://f.evolink.ai/file, file.png"
  })
  void nameIsOneHarmlessSegment(URI link, String name) {
    assertThat(ArtifactName.of(link, "image/png")).isEqualTo(name);
  }

  @Property
  void nothingElseComesOut(@ForAll String path) throws Exception {
    URI link = new URI("https", "f.evolink.ai", "/" + path, null);

    assertThat(ArtifactName.of(link, "image/png"))
        .matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*")
        .doesNotContain("..")
        .doesNotEndWith(".")
        .hasSizeLessThan(140);
  }

  @Test
  void longNameIsCutButKeepsItsEnding() {
    String name = "x".repeat(5_000);

    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/" + name), "image/png"))
        .hasSize(124)
        .endsWith("x.png");
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/" + name + ".mp4"), null))
        .hasSize(120)
        .endsWith("x.mp4");
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/a." + name), null))
        .hasSize(120)
        .startsWith("a.x");
  }

  @Test
  void unknownTypeAddsNoExtension() {
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/file"), "x/y")).isEqualTo("file");
    assertThat(ArtifactName.of(URI.create("https://f.evolink.ai/file"), null)).isEqualTo("file");
  }

  @Test
  void linkWithoutAPathHasAName() {
    assertThat(ArtifactName.of(URI.create("data:image/png;base64,AAAA"), null)).isEqualTo("result");
  }
}
