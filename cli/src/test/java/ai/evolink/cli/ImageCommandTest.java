package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCommandTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();

  private final Path folder;

  ImageCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void resultIsSavedAndItsPathPrinted() throws IOException {
    Path cat = folder.resolve("cat.png");
    Run run =
        Run.against(emulator, "image", "A cat playing on the grass", "--out", cat.toString())
            .succeeded();
    assertThat(run.out()).isEqualTo(cat + System.lineSeparator());
    assertPicture(cat);
    assertThat(files()).containsExactly("cat.png");
  }

  @Test
  void emulatorOptionNeedsNoKeyAndSaysThatResultsAreMadeUp() throws IOException {
    Path cat = folder.resolve("cat.png");
    Run run = Run.bare("image", "A cat", "--emulator", "-o", cat.toString()).succeeded();
    assertThat(run.err())
        .isEqualTo(
            "Asking the built-in emulator: the result is made up, and nothing is charged."
                + System.lineSeparator());
    assertPicture(cat);
  }

  @Test
  void directoryGetsTheNameOfTheResult() throws IOException {
    String newFolder = folder.resolve("new") + "/";
    Run run = Run.against(emulator, "image", "A cat", "--out", newFolder).succeeded();
    Path saved = Path.of(run.out().strip());
    assertThat(saved.getParent()).isEqualTo(folder.resolve("new"));
    assertPicture(saved);
    Run again = Run.against(emulator, "image", "A cat", "--out", newFolder).succeeded();
    assertThat(again.out()).as("nothing is overwritten in a directory").isNotEqualTo(run.out());
  }

  @Test
  void jsonIsOneDocumentWithStableFields() {
    Path cat = folder.resolve("cat.png");
    Run run = Run.against(emulator, "image", "A cat", "-o", cat.toString(), "--json").succeeded();
    Map<?, ?> document = run.document();
    String id = emulator.submissions().get(0).taskId().orElseThrow();
    assertThat(document.keySet())
        .isEqualTo(
            Set.of(
                "id",
                "model",
                "status",
                "progress",
                "results",
                "files",
                "credits",
                "error",
                "token",
                "emulator"));
    assertThat(document.get("id")).isEqualTo(id);
    assertThat(document.get("model")).isEqualTo("gemini-2.5-flash-image");
    assertThat(document.get("status")).isEqualTo("completed");
    assertThat(document.get("files")).isEqualTo(List.of(cat.toString()));
    assertThat((List<?>) document.get("results")).hasSize(1);
    assertThat(document.get("credits")).isInstanceOf(BigDecimal.class);
    assertThat(document.get("emulator")).isEqualTo(false);
    // Should the machine have gone down, this line would have been all that is left of the money.
    assertThat(Run.object(run.err()).get("submitted"))
        .isEqualTo(Map.of("id", id, "token", String.valueOf(document.get("token"))));
  }

  @Test
  void allOptionsReachTheService() throws IOException {
    Path reference = folder.resolve("in.png");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", reference.toFile());
    Run.against(
            emulator,
            "image",
            "Give it a hat",
            "--model=nano-banana-2-beta",
            "--size=16:9",
            "--quality=2K",
            "--reference=" + reference,
            "--reference=https://example.com/b.png",
            "--callback-url=http://127.0.0.1:9/done",
            "--set=model_params={\"thinking_level\":\"high\"}",
            "--out=" + folder + "/")
        .succeeded();
    Map<?, ?> body = Run.object(emulator.submissions().get(0).body());
    assertThat(body.get("model")).isEqualTo("nano-banana-2-beta");
    assertThat(body.get("prompt")).isEqualTo("Give it a hat");
    assertThat(body.get("size")).isEqualTo("16:9");
    assertThat(body.get("quality")).isEqualTo("2K");
    assertThat(body.get("callback_url")).isEqualTo("http://127.0.0.1:9/done");
    assertThat(body.get("model_params")).isEqualTo(Map.of("thinking_level", "high"));
    assertThat(body.get("image_urls"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .satisfiesExactly(
            uploaded -> assertThat(uploaded).asString().startsWith(emulator.url() + "/files/"),
            link -> assertThat(link).isEqualTo("https://example.com/b.png"));
  }

  @Test
  void promptComesFromStandardInputAsUtf8() {
    Run.with(
            Run.environment(emulator.url().toString()),
            "\uFEFFEine Katze auf grüner Wiese 🐈\n",
            "image",
            "-",
            "-o",
            folder + "/")
        .succeeded();
    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("Eine Katze auf grüner Wiese 🐈");
  }

  @Test
  void promptThatIsNotUtf8IsRefused() {
    Run run =
        Run.with(
            Run.environment(emulator.url().toString()),
            "grüner".getBytes(StandardCharsets.ISO_8859_1),
            "image",
            "-");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("error: Cannot take the prompt from standard input: it is not UTF-8.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void promptMayLookLikeAnythingElse() {
    Run.against(emulator, "image", "-o", folder + "/", "--", "--help me, @cat").succeeded();
    Run.against(emulator, "image", "-o", folder + "/", "@" + folder).succeeded();
    assertThat(emulator.submissions())
        .extracting("prompt")
        .containsExactly("--help me, @cat", "@" + folder);
  }

  @Test
  void submitWithoutWaitingPrintsIdAndTokenForTheTaskCommand() throws IOException {
    Run run = Run.against(emulator, "image", "A cat", "--no-wait").succeeded();
    String[] lines = run.out().strip().split("\\R", -1);
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).isEqualTo(emulator.submissions().get(0).taskId().orElseThrow());
    assertThat(run.err())
        .isEqualTo(
            "Wait for it with: evolink task " + lines[1] + " --wait" + System.lineSeparator());

    Path cat = folder.resolve("cat.png");
    Run later = Run.against(emulator, "task", lines[1], "--wait", "-o", cat.toString()).succeeded();
    assertThat(later.out()).isEqualTo(cat + System.lineSeparator());
    assertPicture(cat);
    assertThat(emulator.submissions()).as("submits").hasSize(1);
  }

  @Test
  void submitWithoutWaitingHasADocument() {
    Run run = Run.against(emulator, "image", "A cat", "--no-wait", "--json").succeeded();
    Map<?, ?> document = run.document();
    assertThat(document.get("id")).isEqualTo(emulator.submissions().get(0).taskId().orElseThrow());
    assertThat(document.get("model")).isEqualTo("gemini-2.5-flash-image");
    assertThat(document.get("resume"))
        .isEqualTo("evolink task " + document.get("token") + " --wait");
  }

  private void assertPicture(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture).as("a picture in %s", file).isNotNull();
    assertThat(picture.getWidth()).isGreaterThan(100);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
