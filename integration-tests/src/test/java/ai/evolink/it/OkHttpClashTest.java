package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OkHttp 5 on a class path behind an older one. */
class OkHttpClashTest {
  private static final String OWN = System.getProperty("java.class.path");

  @TempDir Path folder;

  /** What the child runs. */
  static final class Main {
    public static void main(String[] args) {
      try {
        ai.evolink.EvolinkClient.builder("sk-test").build();
        System.out.println("built");
      } catch (Throwable e) {
        System.out.println(e);
      }
    }
  }

  private String run(String classPath) throws Exception {
    return ChildJvm.run(folder, Map.of(), "-cp", classPath, Main.class.getName()).output();
  }

  @ParameterizedTest
  @CsvSource({"okhttp-4.jar, 4.12.0", "okhttp-3.jar, 3.x"})
  void olderOkHttpIsNamedWithTheJarThatItComesFrom(String jar, String version) throws Exception {
    Path older = Path.of("target", "tools", jar).toAbsolutePath();
    assertThat(Files.exists(older)).as("%s, which the build puts there", older).isTrue();

    assertThat(run(older + File.pathSeparator + OWN))
        .startsWith("java.lang.IllegalStateException: OkHttp " + version + " is in use (from ")
        .contains(jar)
        .contains("docs/dependencies.md");
  }

  @Test
  void withoutAnOlderOneTheClientIsMade() throws Exception {
    assertThat(run(OWN)).startsWith("built");
  }
}
