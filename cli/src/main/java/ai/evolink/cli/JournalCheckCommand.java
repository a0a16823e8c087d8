package ai.evolink.cli;

import ai.evolink.JournalReport;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink journal check}: whether a client could open it. */
@Command(
    name = "check",
    header = "Tell whether a journal is intact, torn or damaged.",
    description = {
      "Torn is what a crash leaves in the middle of a write: the rest of it is dropped when the"
          + " journal is opened. A damaged journal is not opened; nothing is bought with it.",
      ""
    },
    footer = {"", "Examples:", "  ${ROOT-COMMAND-NAME} journal check evolink.journal"})
final class JournalCheckCommand implements Callable<Integer> {
  private final Cli cli;

  @Mixin JournalFile journal = new JournalFile();
  @Mixin CommonOptions common = new CommonOptions();

  JournalCheckCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    JournalReport report = journal.read();
    if (common.json) {
      Map<String, @Nullable Object> document = journal.document(report);
      document.put("entries", report.entries().size());
      console.document(document);
    } else {
      console.line("state    " + JournalFile.state(report));
      report.damage().ifPresent(damage -> console.line("damage   " + damage));
      console.line("bytes    " + bytes(report));
      console.line("entries  " + report.entries().size());
      report.service().ifPresent(service -> console.line("service  " + service));
    }
    journal.requireUsable(report, cli);
    return ExitCode.OK.number();
  }

  private static String bytes(JournalReport report) {
    long torn = report.tornBytes();
    return report.bytes()
        + (torn == 0 ? "" : "; torn from byte " + (report.bytes() - torn) + ", " + torn + " bytes");
  }
}
