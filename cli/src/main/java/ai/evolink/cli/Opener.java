package ai.evolink.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows files with the program that the system has for them. */
final class Opener {
  private final Cli cli;

  Opener(Cli cli) {
    this.cli = cli;
  }

  /** Never fails: what was bought is saved, and a picture that is not shown is still there. */
  void open(List<Path> files) {
    List<String> command = command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT));
    Path program = find(command.get(0), cli.env()).orElse(null);
    if (program == null) {
      cli.console().note("Cannot open what was saved: there is no " + command.get(0) + ".");
      return;
    }
    for (Path file : files) {
      List<String> words = new ArrayList<>(command);
      words.set(0, program.toString());
      words.add(file.toAbsolutePath().toString());
      try {
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .getOutputStream()
            .close();
      } catch (IOException e) {
        cli.console().note("Cannot open " + file + ": " + e.getMessage());
      }
    }
  }

  private static List<String> command(String os) {
    if (os.startsWith("mac")) {
      return List.of("open");
    }
    return os.startsWith("windows")
        ? List.of("rundll32.exe", "url.dll,FileProtocolHandler")
        : List.of("xdg-open");
  }

  private static Optional<Path> find(String program, Map<String, String> env) {
    for (String folder : env.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        Path file = Path.of(folder, program);
        if (Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }
}
