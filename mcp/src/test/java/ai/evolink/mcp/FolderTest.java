package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  private final Path root;
  private final Folder folder;

  FolderTest(@TempDir Path home) throws IOException {
    Path real = home.toRealPath();
    this.root = Files.createDirectories(real.resolve("allowed"));
    Files.createDirectories(real.resolve("allowed-not"));
    Files.writeString(real.resolve("secret"), "secret");
    Files.writeString(real.resolve("allowed-not").resolve("secret"), "secret");
    Files.writeString(Files.createDirectories(root.resolve("sub")).resolve("in"), "in");
    Files.createSymbolicLink(root.resolve("link"), real.resolve("secret"));
    Files.createSymbolicLink(root.resolve("door"), real);
    this.folder = new Folder(root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "sub/../../secret",
        "../allowed-not/secret",
        "/etc/hostname",
        "link",
        "door/secret",
        "sub/../door/allowed-not/secret"
      })
  void nothingLeadsOut(String name) {
    assertThatThrownBy(() -> folder.existing(name))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("\"" + name + "\" is outside of " + root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "a\0b", "sub/missing", "../missing\0"})
  void whatIsNotThereIsNamed(String name) {
    assertThatThrownBy(() -> folder.existing(name)).hasMessageContaining(name);
  }

  @Test
  void filesInsideAreFoundByRelativeAndAbsolutePaths() throws IOException {
    assertThat(folder.existing("sub/in")).isEqualTo(root.resolve("sub/in"));
    assertThat(folder.existing("sub/../sub/in")).isEqualTo(root.resolve("sub/in"));
    assertThat(folder.existing(root.resolve("sub/in").toString())).hasContent("in");
    assertThat(folder.existing("door/allowed/sub/in")).isEqualTo(root.resolve("sub/in"));
    Path alias = Files.createSymbolicLink(root.resolveSibling("alias"), root);
    assertThat(new Folder(alias).existing(alias.resolve("sub/in").toString())).hasContent("in");
    assertThatThrownBy(() -> folder.existing("sub")).hasMessageContaining("is no file");
  }

  @Test
  void whatIsThereIsNeverReplaced() throws IOException {
    Files.writeString(root.resolve("cat.png"), "mine");
    Files.createSymbolicLink(root.resolve("cat~2.png"), root.resolveSibling("nowhere"));

    assertThat(folder.free("cat", "png")).isEqualTo(root.resolve("cat~3.png"));
    assertThat(folder.named("cat")).containsExactly(root.resolve("cat.png"));
  }

  @Test
  void folderThatCannotBeMadeIsTold() {
    assertThatThrownBy(() -> new Folder(root.resolve("sub/in/deeper")).root())
        .hasMessageContaining("Tell the user");
  }
}
