package ai.evolink.it;

import ai.evolink.EvolinkClient;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a program that depends on {@code evolink-sdk} has at run time, and no test library. */
final class RuntimeJars {
  /** The build writes it; see the pom of the SDK. */
  private static final Path LIST =
      Path.of("..", "sdk-ergonomic", "target", "runtime-class-path.txt");

  private RuntimeJars() {}

  static List<Path> all() throws IOException, URISyntaxException {
    List<Path> jars = new ArrayList<>();
    jars.add(
        Path.of(EvolinkClient.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    for (String jar : Files.readString(LIST).strip().split(File.pathSeparator, -1)) {
      jars.add(Path.of(jar));
    }
    return jars;
  }

  static String asPath(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
