package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
  private final Path file;

  PreviewTest(@TempDir Path folder) {
    this.file = folder.resolve("picture.png");
  }

  @Test
  void largePictureIsShownSmall() throws IOException {
    BufferedImage noise = new BufferedImage(2500, 1250, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(7);
    for (int x = 0; x < noise.getWidth(); x++) {
      noise.setRGB(x, random.nextInt(noise.getHeight()), random.nextInt());
    }
    ImageIO.write(noise, "png", file.toFile());
    Files.write(file, new byte[300_000], StandardOpenOption.APPEND);

    Preview preview = Preview.of(file, "image/png").orElseThrow();

    assertThat(preview.mediaType()).isEqualTo("image/jpeg");
    byte[] jpeg = Base64.getDecoder().decode(preview.base64());
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(shown.getWidth()).isEqualTo(1024);
    assertThat(shown.getHeight()).isEqualTo(512);
    assertThat(jpeg).hasSizeLessThan(500_000);
  }

  @Test
  void whatIsNoPictureIsNotShown() throws IOException {
    Files.write(file, new byte[300_000]);

    assertThat(Preview.of(file, "image/png")).isEmpty();
    assertThat(Preview.of(file, "video/mp4")).isEmpty();
    assertThat(Preview.of(file.resolveSibling("missing"), "image/png")).isEmpty();
  }
}
