package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadCommandTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.start();
  private final Path cat;
  private final Path dog;

  UploadCommandTest(@TempDir Path folder) throws IOException {
    cat = picture(folder.resolve("cat.png"));
    dog = picture(folder.resolve("dög.png"));
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void linksArePrintedInOrder() {
    Run run = Run.against(emulator, "upload", cat.toString(), dog.toString()).succeeded();
    assertThat(run.out().lines())
        .hasSize(2)
        .allSatisfy(link -> assertThat(link).startsWith(emulator.url() + "/files/"))
        .doesNotHaveDuplicates();
  }

  @Test
  void documentTellsWhatWasStored() {
    Run run =
        Run.against(
                emulator,
                "upload",
                cat.toString(),
                "--folder",
                "cats",
                "--name",
                "tom.png",
                "--json")
            .succeeded();
    Map<?, ?> file = onlyFile(run);
    assertThat(file.get("source")).isEqualTo(cat.toString());
    assertThat(file.get("url")).asString().endsWith("/cats/tom.png");
    assertThat(file.get("name")).isEqualTo("tom.png");
    assertThat(file.get("type")).isEqualTo("image/png");
    assertThat(file.get("size")).isEqualTo(cat.toFile().length());
    assertThat(file.get("expires_at")).isNotNull();
  }

  @Test
  void filesStoredBeforeAFailureAreTold() {
    Path missing = cat.resolveSibling("missing.png");
    Run run = Run.against(emulator, "upload", cat.toString(), missing.toString(), "--json");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.error().get("message")).asString().contains(missing.toString());
    assertThat(onlyFile(run).get("source")).isEqualTo(cat.toString());
  }

  private static Map<?, ?> onlyFile(Run run) {
    return run.document().get("files") instanceof List<?> files
            && files.size() == 1
            && files.get(0) instanceof Map<?, ?> file
        ? file
        : Map.of();
  }

  private static Path picture(Path file) throws IOException {
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }
}
