package ai.evolink.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What one expects of any command: files that are not replaced, stdout, quiet, and so on. */
class HabitsTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  private final Path folder;

  HabitsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void fileIsReplacedOnlyIfThatIsWished() throws IOException {
    Path cat = Files.writeString(folder.resolve("cat.png"), "precious");
    Run run = evolink("image", "A cat", "-o", cat.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: There is a file "
                + cat
                + " already.\nnext:  Name another one with --out, or replace it with --force.\n");
    assertThat(emulator.submissions()).as("before it costs something").isEmpty();
    assertThat(cat).hasContent("precious");

    evolink("image", "A cat", "-o", cat.toString(), "--force").succeeded();
    assertThat(ImageIO.read(cat.toFile())).isNotNull();
    assertThat(evolink("task", "wait", id(0), "-o", cat.toString()).exit()).isEqualTo(2);
  }

  @Test
  void severalResultsPassByFilesThatAreThere() throws IOException {
    Files.writeString(folder.resolve("song-1.mp3"), "precious");
    Path song = folder.resolve("song.mp3");
    Run run = evolink("audio", "A song", "-m", "suno-v5", "-o", song.toString()).succeeded();
    assertThat(run.out().lines())
        .hasSizeGreaterThan(1)
        .contains(folder.resolve("song-2.mp3").toString())
        .doesNotContain(folder.resolve("song-1.mp3").toString());
    assertThat(folder.resolve("song-1.mp3")).hasContent("precious");
  }

  @Test
  void resultGoesToStdout() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> env = new HashMap<>(Run.environment(emulator.url().toString()));
    env.put("EVOLINK_HOME", folder.resolve("home").toString());
    int exit =
        Main.run(
            new String[] {"image", "A cat", "-o", "-"},
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            env,
            new ByteArrayInputStream(new byte[0]));
    assertThat(exit).as(err.toString(UTF_8)).isZero();
    assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray()))).isNotNull();
    assertThat(Run.with(env, "", "task", "list").out()).contains(" saved ");

    Run json = evolink("image", "A cat", "-o", "-", "--json");
    assertThat(json.exit()).isEqualTo(2);
    assertThat(json.error().get("message")).isEqualTo("--out - and --json both need stdout.");
  }

  @Test
  void severalResultsDoNotGoToStdout() {
    Run run = evolink("audio", "A song", "--model", "suno-v5", "-o", "-");
    assertThat(run.exit()).isEqualTo(11);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsPattern("error: There are \\d+ results, and --out - takes one\\.")
        .containsPattern("save it with: evolink task evt1_\\S+ --wait --out \\./");
  }

  @Test
  void suffixThatIsWrongIsTold() {
    Path cat = folder.resolve("cat.jpg");
    assertThat(evolink("image", "A cat", "-o", cat.toString()).succeeded().err())
        .contains(cat + " is a PNG picture, whatever its name says; .png would be right.");
    Path right = folder.resolve("cat.png");
    assertThat(evolink("image", "A cat", "-o", right.toString()).succeeded().err())
        .doesNotContain("whatever");
    Path none = folder.resolve("cat");
    assertThat(evolink("image", "A cat", "-o", none.toString()).succeeded().err())
        .doesNotContain("whatever");
  }

  @Test
  void kindsAreToldByTheirFirstBytes() throws IOException {
    Map<String, String> starts = new HashMap<>();
    starts.put("\u00FF\u00D8\u00FF\u00E0", "JPEG");
    starts.put("GIF89a", "GIF");
    starts.put("RIFF1234WEBP", "WebP");
    starts.put("RIFF1234WAVE", "WAV");
    starts.put("1234ftypisom", "MP4");
    starts.put("\u001AE\u00DF\u00A3", "WebM");
    starts.put("ID3", "MP3");
    starts.put("fLaC", "FLAC");
    starts.put("OggS", "Ogg");
    Path file = folder.resolve("x.png");
    for (Map.Entry<String, String> each : starts.entrySet()) {
      Files.write(file, each.getKey().getBytes(ISO_8859_1));
      assertThat(FileKind.contradiction(file).orElseThrow()).contains(" " + each.getValue() + " ");
    }
    Files.writeString(file, "nobody knows");
    assertThat(FileKind.contradiction(file)).isEmpty();
  }

  @Test
  void quietSaysNothingButResultsAndErrors() throws Exception {
    LiveRun run =
        new LiveRun(
            new Screen(true, 80, true),
            emulator.url().toString(),
            "image",
            "A cat",
            "-q",
            "-o",
            folder + "/");
    assertThat(run.exit()).isZero();
    assertThat(run.err.text()).isEmpty();
    assertThat(run.out.text().lines()).hasSize(1);
    assertThat(evolink("image", "emulator:fail:timeout", "--quiet").err())
        .startsWith("error: ")
        .doesNotContain("Submitted");
    assertThat(evolink("image", "--dry-run", "--no-price", "--", "-q").succeeded().out())
        .as("a prompt may look like the option")
        .contains("\"prompt\": \"-q\"");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void savedFileIsShown() throws Exception {
    Path pipe = folder.resolve("pipe"); // so that the test can wait for what runs beside it
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Path opener = folder.resolve("bin/xdg-open");
    Files.createDirectories(opener.resolveSibling("."));
    Files.writeString(opener, "#!/bin/sh\nprintf '%s' \"$1\" > '" + pipe + "'\n");
    Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> env = new HashMap<>(Run.environment(emulator.url().toString()));
    Path cat = folder.resolve("a cat.png");
    assertThat(
            Run.with(env, "", "image", "A cat", "--open", "-o", cat.toString()).succeeded().err())
        .contains("Cannot open what was saved: there is no ");

    env.put("PATH", folder.resolve("bin").toString());
    Run.with(env, "", "image", "A cat", "--open", "-o", cat.toString(), "--force").succeeded();
    try (InputStream opened = Files.newInputStream(pipe)) {
      assertThat(new String(opened.readAllBytes(), UTF_8)).isEqualTo(cat.toString());
    }
    assertThat(evolink("image", "A cat", "--open", "-o", "-").err())
        .contains("--open needs a file, and --out - makes none.");
  }

  @Test
  void countAsksForSeveral() {
    assertThat(
            Run.bare("image", "x", "-m", "gpt-image-2", "-n", "3", "--dry-run", "--no-price")
                .succeeded()
                .out())
        .contains("\"n\": 3");
    assertThat(Run.bare("image", "x", "--count", "3", "--dry-run", "--no-price").err())
        .contains("--count is no property of this model");
  }

  private String id(int index) {
    return emulator.submissions().get(index).taskId().orElseThrow();
  }

  private Run evolink(String... args) {
    return Run.against(emulator, args);
  }
}
