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
    if (made.artifacts().isEmpty() && !made.isIncomplete()) {
      cli.console().note("The task is completed; what it has made needs no file.");
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
      throw notSaved("Could not save a result: " + Text.problem(e) + ".", made, files, e);
    }
    if (made.isIncomplete()) {
      throw notSaved(missing(made), made, files, null);
    }
    return files;
  }

  private static String missing(Generation made) {
    List<String> unusable = made.snapshot().unusableResults();
    return unusable.isEmpty()
        ? "The task is completed, but has made no files."
        : "The task is completed, but not all of its results are usable links: "
            + String.join(", ", unusable)
            + ".";
  }

  private CliException notSaved(
      String message, Generation made, List<Path> files, @Nullable Exception cause) {
    String next =
        resume.emulated()
            ? "The result ended with the built-in emulator; run the command again."
            : made.isIncomplete() && cause == null
                ? "The task is done and paid. See what the service says about it, and ask its"
                    + " support with the id: "
                    + made.task().id()
                : "The task is done and paid. While its links live, save it with: "
                    + resume.command(made.task())
                    + option(cause);
    Failure failure = Failure.of(ExitCode.NOT_SAVED, message, next);
    return new CliException(
        failure
            .withFact("task", made.task().id())
            .withFact("token", made.task().toToken())
            .withFact("results", made.artifacts().stream().map(Artifact::uri).toList())
            .withFact("unusable_results", made.snapshot().unusableResults())
            .withFact("files", files.stream().map(Path::toString).toList()),
        cause);
  }

  /** What the library would set otherwise, if there is an option for that. */
  private static String option(@Nullable Exception cause) {
    String hint = cause instanceof EvolinkException e ? e.nextStep().orElse("") : "";
    String worded = Text.ofOptions(hint);
    return worded.equals(hint) ? "" : ". " + worded;
  }
}
