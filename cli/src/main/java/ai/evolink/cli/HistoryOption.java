package ai.evolink.cli;

import ai.evolink.cli.history.History;
import ai.evolink.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether this command remembers what it buys. */
final class HistoryOption {
  static final String VARIABLE = "EVOLINK_HISTORY";

  @Option(
      names = "--no-history",
      description = "Do not remember what is bought; else 'task list' has it.")
  boolean none;

  /** {@return the history to write to; null if it is switched off or there is no place for it} */
  @Nullable History open(Cli cli) {
    return none || !isOn(cli) ? null : at(cli);
  }

  /** {@return the history to read, also while it is switched off} */
  static @Nullable History at(Cli cli) {
    Path data = cli.folders().data();
    return data == null
        ? null
        : new History(data.resolve("history"), Clock.systemUTC(), broken -> warn(cli, broken));
  }

  static boolean isOn(Cli cli) {
    String variable = cli.variable(VARIABLE);
    String word =
        variable.isEmpty()
            ? Account.settings(cli).get(Settings.HISTORY).orElse("on")
            : variable.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw CliException.usage(
              (variable.isEmpty() ? "The setting history" : VARIABLE)
                  + " must be on or off, but was '"
                  + word
                  + "'.",
              null);
    };
  }

  private static void warn(Cli cli, Exception broken) {
    String why =
        broken instanceof IOException io ? Text.problem(io) : String.valueOf(broken.getMessage());
    cli.console()
        .note(
            "This purchase is not in the history, which cannot be written: "
                + why
                + " Keep its id or token. (--no-history says nothing of this.)");
  }
}
