package ai.evolink.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code evolink mcp}: hands over to the server for assistants, a jar of its own beside this one.
 * It runs in this process with libraries of its own, and every argument is its.
 */
@Command(
    name = McpCommand.NAME,
    header = "Let an assistant make images, videos and audio.",
    description = {
      "Speaks the Model Context Protocol on standard input and output: an assistant starts it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # all options",
      "  ${ROOT-COMMAND-NAME} mcp --help",
      "  ${ROOT-COMMAND-NAME} mcp --folder pictures --daily-credits 20",
    })
final class McpCommand implements Callable<Integer> {
  static final String NAME = "mcp";

  private static final String MAIN = "ai.evolink.mcp.Main";

  private final Cli cli;

  @Unmatched List<String> arguments = new ArrayList<>();

  McpCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws Exception {
    Path here = here();
    Path jar = jar(here).orElseThrow(() -> missing(here));
    try (URLClassLoader loader =
        new URLClassLoader(
            "evolink-mcp", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(MAIN)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new)); // ends the JVM
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return ExitCode.OK.number();
  }

  private static Path here() throws URISyntaxException {
    Path code = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Optional.ofNullable(code.getParent()).orElse(code);
  }

  /** {@return the server of this version in {@code folder}, or else whatever is there} */
  private static Optional<Path> jar(Path folder) throws IOException {
    Path same = folder.resolve("evolink-mcp-" + CliVersion.number().orElse("dev") + "-all.jar");
    if (Files.exists(same)) {
      return Optional.of(same);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("evolink-mcp(-.*-all)?\\.jar"))
          .sorted()
          .findFirst();
    }
  }

  private CliException missing(Path folder) {
    return CliException.usage(
        "The server for assistants is a jar of its own, which is not in " + folder + ".",
        "Put evolink-mcp-"
            + CliVersion.number().orElse("VERSION")
            + "-all.jar there, or start it with java -jar. In a checkout, "
            + cli.name()
            + " mcp builds it.");
  }
}
