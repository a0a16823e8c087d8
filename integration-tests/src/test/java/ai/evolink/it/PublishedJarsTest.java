package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
          .contains("sdk-generated", "sdk-ergonomic", "emulator", "cli", "integrations/kotlin");
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

  private static List<Path> jars(Path module, String ending) throws IOException {
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertThat(jars).as(ending + " of " + module).isNotEmpty();
      return jars;
    }
  }

  @ParameterizedTest
  @MethodSource("publishedModules")
  void sourcesComeWithIt(Path module) throws IOException {
    for (Path jar : jars(module, "-sources.jar")) {
      try (JarFile entries = new JarFile(jar.toFile())) {
        assertThat(entries.stream()).as("%s", jar).anyMatch(e -> isSource(e.getName()));
      }
    }
  }

  /** The profile makes it. */
  @Tag("deep")
  @ParameterizedTest
  @MethodSource("publishedModules")
  void javadocComesWithIt(Path module) throws IOException {
    if (module.endsWith("kotlin")) {
      return; // the release profile makes that
    }
    for (Path jar : jars(module, "-javadoc.jar")) {
      try (JarFile entries = new JarFile(jar.toFile())) {
        assertThat(entries.getEntry("index.html")).as("%s", jar).isNotNull();
      }
    }
  }

  private static boolean isSource(String name) {
    return name.matches("ai/evolink/.*\\.(java|kt)");
  }

  @ParameterizedTest
  @MethodSource("publishedModules")
  void jarHasLicenceAndNotice(Path module) throws IOException {
    for (Path jar : jars(module, ".jar")) {
      if (jar.toString().endsWith("-javadoc.jar")) {
        continue; // no code is in it, and each page names the terms
      }
      try (JarFile entries = new JarFile(jar.toFile())) {
        assertThat(entries.getEntry("META-INF/LICENSE")).as(jar + ": LICENSE").isNotNull();
        assertThat(entries.getEntry("META-INF/NOTICE")).as(jar + ": NOTICE").isNotNull();
      }
    }
  }
}
