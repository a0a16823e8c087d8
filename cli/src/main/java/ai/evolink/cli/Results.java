package ai.evolink.cli;

import ai.evolink.Artifact;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves what a finished task has made. */
final class Results {
  private final Cli cli;
  private final Resume resume;
  private final boolean open;

  /**
   * @param open whether to show what was saved
   */
  Results(Cli cli, Resume resume, boolean open) {
    this.cli = cli;
    this.resume = resume;
    this.open = open;
  }

  /** Saves the files and prints the path of each at once, except in JSON mode. */
  List<Path> save(Generation made, OutputTarget target) {
    if (target.isStdout()) {
      print(made);
      return List.of();
    }
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
    for (Path file : files) {
      FileKind.contradiction(file).ifPresent(cli.console()::note);
    }
    if (open && !files.isEmpty()) {
      new Opener(cli).open(files);
    }
    return files;
  }

  /** Writes the one result to standard output, once it is here in full. */
  private void print(Generation made) {
    int results = made.artifacts().size();
    if (results != 1) {
      throw new Results(cli, resume.into("./"), false)
          .notSaved(
              "There are " + results + " results, and --out - takes one.", made, List.of(), null);
    }
    try {
      Path folder = Files.createTempDirectory("evolink-");
      try {
        Path file = made.only().saveInto(folder);
        try {
          cli.console().bytes(file);
        } finally {
          Files.deleteIfExists(file);
        }
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (EvolinkException e) {
      throw notSaved(e.summary(), made, List.of(), e);
    } catch (IOException e) {
      throw notSaved("Could not write to stdout: " + Text.problem(e) + ".", made, List.of(), e);
    }
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
