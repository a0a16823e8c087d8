package ai.evolink.generated;

import static org.assertj.core.api.Assertions.fail;

import ai.evolink.model.EvolinkJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares what users can see of this jar with {@code surface.txt}, so that a review shows what a
 * change of the spec or of a template does to them. To accept a change:
 *
 * <pre>mvn test -pl sdk-generated -Dtest=SurfaceTest -Dsurface.update=true</pre>
 */
class SurfaceTest {
  @Test
  void surfaceIsTheOneWrittenDown() throws Exception {
    Path written = Path.of("surface.txt").toAbsolutePath();
    Path classes =
        Path.of(EvolinkJson.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> now = Surface.of(classes);

    if (Boolean.getBoolean("surface.update")) {
      Files.write(written, now);
    }

    List<String> differences = TextDiff.of(Files.readAllLines(written), now);
    if (!differences.isEmpty()) {
      fail(
          TextDiff.message(
              written.toString(),
              differences,
              "If this is meant, run with -Dtest=SurfaceTest -Dsurface.update=true, and commit it."));
    }
  }
}
