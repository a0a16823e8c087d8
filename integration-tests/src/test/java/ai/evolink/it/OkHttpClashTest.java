package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OkHttp 4 and 5 on one class path, the former first. */
class OkHttpClashTest {
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

  @Test
  void olderOkHttpIsNamedWithTheJarThatItComesFrom() throws Exception {
    Path older = Path.of("target", "tools", "okhttp-4.jar").toAbsolutePath();
    assertThat(Files.exists(older)).as("%s, which the build puts there", older).isTrue();
    String own = System.getProperty("java.class.path");

    assertThat(run(older + File.pathSeparator + own))
        .startsWith("java.lang.IllegalStateException: OkHttp 4.12.0 is in use (from ")
        .contains(older.getFileName().toString())
        .contains("docs/dependencies.md");
    assertThat(run(own)).startsWith("built");
  }
}
