package ai.evolink.mcp;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where this system wants programs to keep data of the user. */
final class DataFolder {
  private static final String NAME = "evolink";

  private final Map<String, String> environment;

  DataFolder(Map<String, String> environment) {
    this.environment = environment;
  }

  Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  /** {@return {@code EVOLINK_HOME}, or else a folder of ours where the system keeps them} */
  Path path() {
    return variable("EVOLINK_HOME").orElseGet(this::byConvention);
  }

  private Path byConvention() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return variable("LOCALAPPDATA")
          .orElseGet(() -> home().resolve("AppData").resolve("Local"))
          .resolve(NAME);
    }
    if (system.startsWith("mac")) {
      return home().resolve("Library").resolve("Application Support").resolve(NAME);
    }
    return variable("XDG_DATA_HOME")
        .filter(Path::isAbsolute) // the specification wants others to be ignored
        .orElseGet(() -> home().resolve(".local").resolve("share"))
        .resolve(NAME);
  }

  private Optional<Path> variable(String name) {
    try {
      return Optional.ofNullable(environment.get(name))
          .filter(text -> !text.isBlank())
          .map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
