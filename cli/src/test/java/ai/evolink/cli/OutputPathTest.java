package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place that cannot be written is refused before money is spent. */
class OutputPathTest {
  private final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();

  private final Path folder;

  OutputPathTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void fileInPlaceOfAFolderIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file.resolve("cat.png"), file + " is not a directory");
    assertRefused(file.resolve("deeper/cat.png"), file + " is not a directory");
    assertRefused(Path.of(file + "/"), file + " is not a directory", file + "/");
  }

  @Test
  void folderThatTakesNoFilesIsRefused() {
    Path unwritable = Path.of("/proc");
    assumeTrue(Files.isDirectory(unwritable), "there is a folder that not even root can write to");
    assertRefused(unwritable.resolve("cat.png"), "nothing can be created in /proc");
  }

  @Test
  void deviceIsRefusedRatherThanReplaced() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "there is a device");
    assertRefused(device, "it exists and is not a file");
  }

  @Test
  void linkIntoNowhereIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertRefused(link, "it exists and is not a file");
  }

  @Test
  void emptyNameIsRefused() {
    Run run = Run.against(emulator, "image", "A cat", "--out", "");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--out needs the name of a file or a directory, but was ''.");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void checkLeavesNothingBehind() throws IOException {
    Run run =
        Run.with(
            java.util.Map.of(),
            "",
            "image",
            "A cat",
            "--out",
            folder.resolve("a/b.png").toString());
    assertThat(run.exit()).as("stopped after the check, for want of a key").isEqualTo(3);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void missingFoldersAreMade() {
    Path cat = folder.resolve("a/b/cat.png");
    Run.against(emulator, "image", "A cat", "--out", cat.toString()).succeeded();
    assertThat(cat).isNotEmptyFile();
  }

  @Test
  void fileIsReplacedBehindALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.png"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), real);
    Run.against(emulator, "image", "A cat", "--out", link.toString(), "--force").succeeded();
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(real)).isGreaterThan(1000);
  }

  private void assertRefused(Path out, String why) {
    assertRefused(out, why, out.toString());
  }

  private void assertRefused(Path out, String why, String argument) {
    Run run = Run.against(emulator, "image", "A cat", "--out", argument);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "error: Cannot write to "
                + out
                + ": "
                + why
                + ". Nothing was submitted.\nnext:  Name another place with --out.\n");
    assertThat(run.out()).isEmpty();
    assertThat(emulator.submissions()).isEmpty();
  }
}
