package ai.evolink.cli;

import ai.evolink.JournalException;
import ai.evolink.JournalReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The journal that a command looks at. */
final class JournalFile {
  @Parameters(paramLabel = "FILE", description = "The file that TaskJournal.file was given.")
  String file = "";

  JournalReport read() {
    try {
      return JournalReport.read(Arguments.path(file));
    } catch (JournalException e) {
      throw new CliException(Failure.of(ExitCode.USAGE, e.summary(), e.nextStep().orElse(null)), e);
    }
  }

  /** What both commands tell machines. */
  Map<String, @Nullable Object> document(JournalReport report) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("file", file);
    document.put("state", state(report));
    document.put("service", report.service().map(Object::toString).orElse(null));
    document.put("bytes", report.bytes());
    document.put("torn_bytes", report.tornBytes());
    document.put("damage", report.damage().orElse(null));
    return document;
  }

  static String state(JournalReport report) {
    if (report.damage().isPresent()) {
      return "damaged";
    }
    return report.tornBytes() > 0 ? "torn" : "intact";
  }

  /** Ends the command if no client can use the journal. */
  void requireUsable(JournalReport report, Cli cli) {
    report
        .damage()
        .ifPresent(
            damage -> {
              throw new CliException(
                  Failure.of(
                      ExitCode.JOURNAL_DAMAGED,
                      "The journal " + file + " cannot be used: " + damage + ".",
                      "Keep the file. What can be read of it: "
                          + cli.name()
                          + " journal show "
                          + Text.shellWord(file)),
                  null);
            });
  }
}
