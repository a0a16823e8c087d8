package ai.evolink.cli;

import ai.evolink.Artifact;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves what a finished task has made. */
final class Results {
  private final Cli cli;
  private final Resume resume;

  Results(Cli cli, Resume resume) {
    this.cli = cli;
    this.resume = resume;
  }

  /** Saves the files and prints the path of each at once, except in JSON mode. */
  List<Path> save(Generation made, OutputTarget target) {
    List<Path> files = new ArrayList<>();
    if (made.artifacts().isEmpty()) {
      cli.console().note("The task is completed, but has made no files.");
    }
    try {
      target.save(
          made.artifacts(),
          file -> {
            files.add(file);
            if (!cli.console().json()) {
              cli.console().line(file.toString());
            }
          });
    } catch (EvolinkException e) {
      throw notSaved(e.summary(), made, files, e);
    } catch (IOException e) {
      throw notSaved("Could not save a result: " + e + ".", made, files, e);
    }
    return files;
  }

  private CliException notSaved(
      String message, Generation made, List<Path> files, @Nullable Exception cause) {
    String next =
        resume.emulated()
            ? "The result ended with the built-in emulator; run the command again."
            : "The task is done and paid. While its links live, save it with: "
                + resume.command(made.task());
    Failure failure = Failure.of(ExitCode.NOT_SAVED, message, next);
    return new CliException(
        failure
            .withFact("task", made.task().id())
            .withFact("token", made.task().toToken())
            .withFact("results", made.artifacts().stream().map(Artifact::uri).toList())
            .withFact("files", files.stream().map(Path::toString).toList()),
        cause);
  }
}
