package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every jar that is published carries the terms it comes under, wherever its module lies. */
class PublishedJarsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<Path> publishedModules() throws IOException {
    try (Stream<Path> files = Files.find(ROOT, 4, (path, attributes) -> isPom(path))) {
      List<Path> modules =
          files.filter(PublishedJarsTest::isPublishedJar).map(Path::getParent).toList();
      assertThat(modules)
          .extracting(module -> ROOT.relativize(module).toString())
          .contains("sdk-generated", "sdk-ergonomic", "emulator", "cli");
      return modules;
    }
  }

  private static boolean isPom(Path path) {
    return path.endsWith("pom.xml") && !ROOT.relativize(path).toString().contains("target");
  }

  private static boolean isPublishedJar(Path pom) {
    try {
      String text = Files.readString(pom);
      return text.contains("<maven.deploy.skip>false<") && !text.contains("<packaging>pom<");
    } catch (IOException e) {
      throw new AssertionError(pom.toString(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("publishedModules")
  void jarHasLicenceAndNotice(Path module) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    assertThat(jars).as("jars of " + module).isNotEmpty();
    for (Path jar : jars) {
      try (JarFile entries = new JarFile(jar.toFile())) {
        assertThat(entries.getEntry("META-INF/LICENSE")).as(jar + ": LICENSE").isNotNull();
        assertThat(entries.getEntry("META-INF/NOTICE")).as(jar + ": NOTICE").isNotNull();
      }
    }
  }
}
