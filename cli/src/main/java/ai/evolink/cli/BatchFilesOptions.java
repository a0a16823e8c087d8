package ai.evolink.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of a batch: what it reads, and what it leaves. */
final class BatchFilesOptions {
  @Parameters(
      paramLabel = "FILE",
      description =
          "Rows to make: CSV with a header, or JSON with one object a line; - for stdin, with"
              + " --journal.")
  String file = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Directory to save to; made if it is not there.")
  String out = "";

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "Remember here what was bought, so that the same command goes on after any"
              + " interruption. Default: FILE.journal beside the rows.")
  @Nullable String journal;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write how each row has ended to FILE, as CSV.")
  @Nullable String report;

  @Option(
      names = "--force",
      description =
          "Buy rows whose file exists though the journal does not know them, and replace the file.")
  boolean force;

  /** {@return the directory, in the form that paths in it are compared with} */
  Path folder() {
    if (out.isBlank() || out.equals("-")) {
      throw CliException.usage("--out needs the name of a directory, but was '" + out + "'.", null);
    }
    return Arguments.path(out).normalize();
  }

  Path journal(BatchInput input) {
    if (journal != null) {
      return Arguments.path(journal);
    }
    Path rows = input.file();
    if (rows == null) {
      throw CliException.usage(
          "Rows from standard input need --journal: only a named file can be found again.", null);
    }
    return rows.resolveSibling(rows.getFileName() + ".journal");
  }
}
