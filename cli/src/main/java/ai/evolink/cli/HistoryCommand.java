package ai.evolink.cli;

import ai.evolink.cli.history.History;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink history}: where the history is, and how to be rid of it. */
@Command(
    name = "history",
    header = "Tell where the history is, or remove it.",
    description = {
      "What is bought here is remembered for 90 days in files that only you may read: id, model,"
          + " credits, and the prompt until the task has ended. 'task list' shows it. --no-history, EVOLINK_HISTORY=off or"
          + " 'config history off' remember nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} history",
      "  ${ROOT-COMMAND-NAME} history --purge",
      "  ${ROOT-COMMAND-NAME} history --purge --older-than 30",
    })
final class HistoryCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(
      names = "--purge",
      description = "Remove it. Tasks go on at the service; without an id nobody finds them again.")
  boolean purge;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "Purge only what was bought more than DAYS days ago.")
  @Nullable Integer olderThan;

  @Mixin CommonOptions common = new CommonOptions();

  HistoryCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    if (olderThan != null && (!purge || olderThan < 0)) {
      throw CliException.usage(
          purge ? "--older-than must not be negative." : "--older-than is for --purge.", null);
    }
    History history = HistoryOption.at(cli);
    if (history == null) {
      throw CliException.usage(
          "There is no place for a history.", "Set EVOLINK_HOME or HOME to a folder.");
    }
    try {
      if (purge) {
        purge(history);
      }
      show(history);
    } catch (IOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "The history in "
                  + history.folder()
                  + " cannot be "
                  + (purge ? "removed" : "read")
                  + ": "
                  + Text.problem(e)
                  + ".",
              null),
          e);
    }
    return ExitCode.OK.number();
  }

  private void purge(History history) throws IOException {
    Instant now = Instant.now();
    Integer days = olderThan;
    int left =
        history.forget(
            days == null ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(days)));
    if (left > 0) {
      cli.console()
          .note(
              left
                  + (left == 1 ? " file is" : " files are")
                  + " left: in use by another command, or damaged.");
    }
  }

  private void show(History history) throws IOException {
    History.Content content = history.read();
    if (common.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("folder", history.folder().toString());
      document.put("on", HistoryOption.isOn(cli));
      document.put("entries", content.bought().size());
      document.put("unreadable", content.unreadable());
      cli.console().document(document);
      return;
    }
    cli.console().line("folder   " + history.folder());
    cli.console().line("history  " + (HistoryOption.isOn(cli) ? "on" : "off"));
    cli.console().line("entries  " + content.bought().size());
    content.unreadable().forEach(problem -> cli.console().line("damaged  " + problem));
  }
}
