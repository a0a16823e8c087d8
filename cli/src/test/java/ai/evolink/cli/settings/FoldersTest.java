package ai.evolink.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
  @Test
  void linuxFollowsTheSpecificationOfFreedesktop() {
    Folders usual = Folders.of(Map.of("HOME", "/home/u"), "Linux");
    assertThat(usual.config()).isEqualTo(Path.of("/home/u/.config/evolink"));
    assertThat(usual.data()).isEqualTo(Path.of("/home/u/.local/share/evolink"));
    Folders named =
        Folders.of(
            Map.of("HOME", "/home/u", "XDG_CONFIG_HOME", "/c", "XDG_DATA_HOME", "relative"),
            "Linux");
    assertThat(named.config()).isEqualTo(Path.of("/c/evolink"));
    assertThat(named.data()).isEqualTo(Path.of("/home/u/.local/share/evolink"));
  }

  @Test
  void othersHaveThePlacesOfTheirSystem() {
    Folders mac = Folders.of(Map.of("HOME", "/Users/u"), "Mac OS X");
    assertThat(mac.data()).isEqualTo(Path.of("/Users/u/Library/Application Support/evolink"));
    Folders windows =
        Folders.of(Map.of("APPDATA", "roaming", "LOCALAPPDATA", "local"), "Windows 11");
    assertThat(windows.config()).isEqualTo(Path.of("roaming", "evolink"));
    assertThat(windows.data()).isEqualTo(Path.of("local", "evolink"));
  }

  @Test
  void oneFolderCanBeNamedForAll() {
    Folders own = Folders.of(Map.of("EVOLINK_HOME", "/own", "HOME", "/home/u"), "Linux");
    assertThat(own.config()).isEqualTo(Path.of("/own")).isEqualTo(own.data());
  }

  @Test
  void withoutAHomeThereIsNoPlace() {
    assertThat(Folders.of(Map.of(), "Linux").data()).isNull();
    assertThat(Folders.of(Map.of("HOME", ""), "Linux").config()).isNull();
  }
}
