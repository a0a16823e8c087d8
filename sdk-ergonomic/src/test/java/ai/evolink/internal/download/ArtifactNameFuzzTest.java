package ai.evolink.internal.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.FuzzRun;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a link and a media type say, the file is a harmless one in the folder. */
@Tag("fuzz")
class ArtifactNameFuzzTest {
  private static final Path FOLDER = Path.of("/folder/of/the/user");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$)(\\..*)?");

  @RegisterExtension static final FuzzRun RUN = new FuzzRun();

  /**
   * @param input a link, or the path of one, on the first line; the media type behind it
   */
  @FuzzTest
  void theFileStaysInTheFolder(byte[] input) {
    RUN.begin();
    String[] parts = new String(input, UTF_8).split("\n", 2);
    String mediaType = parts.length < 2 ? null : parts[1];
    URI link;
    try {
      link =
          parts[0].contains(":") ? new URI(parts[0]) : new URI("https", "h", "/" + parts[0], null);
    } catch (URISyntaxException e) {
      return;
    }
    String name = ArtifactName.of(link, mediaType);
    Path file = FOLDER.resolve(name).normalize();
    require(FOLDER.equals(file.getParent()), name);
    require(file.getFileName().toString().equals(name), name);
    require(name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*") && !name.endsWith("."), name);
    require(name.getBytes(UTF_8).length <= 255, name);
    require(!DEVICE.matcher(name).matches(), name);
  }

  private static void require(boolean holds, String name) {
    if (!holds) {
      throw new AssertionError("Not the name of a file: " + name);
    }
  }
}
