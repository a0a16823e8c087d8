package ai.evolink.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go, and what happens to them there. */
final class SaveOptions {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "PATH",
      description =
          "File to save to, - for stdout, or a directory if it exists as one or ends in a slash."
              + " Several results get numbers.")
  @Nullable String out;

  @Option(names = "--force", description = "Replace the file of --out if it exists.")
  boolean force;

  @Option(names = "--open", description = "Show what was saved, with the program of the system.")
  boolean open;

  /** {@return where results go} */
  OutputTarget target(@Nullable String path, Cli cli) {
    OutputTarget target = OutputTarget.of(path, force);
    if (target.isStdout()) {
      if (cli.console().json()) {
        throw CliException.usage("--out - and --json both need stdout.", "Name a file.");
      }
      if (open) {
        throw CliException.usage("--open needs a file, and --out - makes none.", null);
      }
    }
    return target;
  }
}
