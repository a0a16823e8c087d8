package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.evolink.emulator.EvolinkEmulator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipes, standard input and encodings, wherever a file can be named. */
class InputsTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path folder;
  private final String out;

  InputsTest(@TempDir Path folder) {
    this.folder = folder;
    this.out = folder + "/";
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void pictureComesFromStandardInput() throws IOException {
    Map<String, String> env = Run.environment(emulator.url().toString());
    Run.with(env, picture(), "image", "A hat", "--reference", "-", "-o", out).succeeded();
    assertThat(emulator.submissions().get(0).body()).contains(emulator.url() + "/files/");
    Run link = Run.with(env, picture(), "upload", "-").succeeded();
    assertThat(link.out()).startsWith(emulator.url() + "/files/");

    Run empty = Run.with(env, "", "image", "A hat", "--reference", "-", "-o", out);
    assertThat(empty.exit()).isEqualTo(2);
    assertThat(empty.err()).contains("error: --reference: standard input is empty.");
  }

  @Test
  void pictureComesFromAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    boolean made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    assumeTrue(made, "there are pipes");
    byte[] picture = picture();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream into = Files.newOutputStream(pipe)) {
                into.write(picture);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    Run.against(emulator, "image", "A hat", "--reference", pipe.toString(), "-o", out).succeeded();
    writer.join();
    assertThat(emulator.submissions().get(0).body()).contains("/files/");
  }

  @Test
  void deviceWithoutContentIsRefused() {
    assumeTrue(Files.exists(Path.of("/dev/null")), "there is a device");
    Run run = Run.against(emulator, "image", "A hat", "--reference", "/dev/null", "-o", out);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: --reference: /dev/null is empty.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ''",
    "UTF-8, '\uFEFF'",
    "UTF-16LE, '\uFEFF'",
    "UTF-16BE, '\uFEFF'",
    "UTF-16LE, ''"
  })
  void requestIsReadInEachEncodingThatEditorsWrite(String encoding, String mark)
      throws IOException {
    String json = mark + "{\"prompt\":\"grüne Katze 🐈\"}";
    Path file = folder.resolve("request.json");
    Files.write(file, json.getBytes(Charset.forName(encoding)));
    assertThat(
            Run.bare("image", "--request", file.toString(), "--dry-run", "--no-price")
                .succeeded()
                .out())
        .contains("\"prompt\": \"grüne Katze 🐈\"");
  }

  @Test
  void requestComesFromStandardInput() {
    Run run =
        Run.with(
                Map.of(),
                "{\"prompt\":\"A cat\",\"size\":\"1:1\"}",
                "image",
                "--request",
                "-",
                "--dry-run",
                "--no-price")
            .succeeded();
    assertThat(run.out()).contains("\"prompt\": \"A cat\"", "\"size\": \"1:1\"");
  }

  @Test
  void requestThatCannotBeReadSaysWhere() throws IOException {
    assertRefused("{\"prompt\":", "--request: %s is not JSON: it ends too early.");
    assertRefused("", "--request: %s is not JSON: it is empty.");
    assertRefused("{prompt:1}", "--request: %s is not JSON: ");
    assertRefused("[1]", "--request: %s does not hold a JSON object.");
    Path file = folder.resolve("latin.json");
    Files.write(file, "{\"prompt\":\"grün\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Run.bare("image", "--request", file.toString()).err())
        .contains("Cannot read " + file + ": it is neither UTF-8 nor UTF-16.");
  }

  private void assertRefused(String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), content);
    Run run = Run.bare("image", "--request", file.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("error: " + message.formatted(file))
        .doesNotContain("Exception", "Lenient");
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
