package ai.evolink.it;

import static org.assertj.core.api.Assertions.fail;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.generated.Surface;
import ai.evolink.generated.TextDiff;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares what users can see of the hand-written jars with their {@code surface.txt}; the
 * generated one has its own test, beside its spec. To accept a change:
 *
 * <pre>mvn verify -pl integration-tests -am -Dtest='SurfaceTest' -Dsurface.update=true
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class SurfaceTest {
  @ParameterizedTest
  @CsvSource({"sdk-ergonomic", "emulator"})
  void surfaceIsTheOneWrittenDown(String module) throws Exception {
    Path written = Path.of("..", module, "surface.txt").toAbsolutePath().normalize();
    Class<?> entry = module.equals("emulator") ? EvolinkEmulator.class : EvolinkClient.class;

    List<String> now = surface(entry);

    if (Boolean.getBoolean("surface.update")) {
      Files.write(written, now);
    }
    List<String> differences = TextDiff.of(Files.readAllLines(written), now);
    if (!differences.isEmpty()) {
      fail(
          TextDiff.message(
              written.toString(),
              differences,
              "If this is meant, run what the comment of SurfaceTest says, and commit it."));
    }
  }

  private static List<String> surface(Class<?> entry) throws Exception {
    Path code = Path.of(entry.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(code)) {
      return Surface.of(code);
    }
    try (FileSystem jar = FileSystems.newFileSystem(code)) {
      return Surface.of(jar.getPath("/"));
    }
  }
}
