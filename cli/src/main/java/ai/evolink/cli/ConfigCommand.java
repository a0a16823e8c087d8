package ai.evolink.cli;

import ai.evolink.cli.settings.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink config}: what is settled once. */
@Command(
    name = "config",
    header = "Show or change settings.",
    description = {
      "Settings: history, on or off; profile, the one that is used unless --profile or"
          + " EVOLINK_PROFILE names another. Keys are stored by 'login'.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} config",
      "  ${ROOT-COMMAND-NAME} config history off",
      "  ${ROOT-COMMAND-NAME} config profile work",
      "  ${ROOT-COMMAND-NAME} config profile --unset",
    })
final class ConfigCommand implements Callable<Integer> {
  private static final List<String> NAMES = List.of(Settings.HISTORY, Settings.PROFILE);

  private final Cli cli;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Show this one only.")
  @Nullable String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "Set it.")
  @Nullable String value;

  @Option(names = "--unset", description = "Remove it, so that its default counts.")
  boolean unset;

  @Mixin CommonOptions common = new CommonOptions();

  ConfigCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    String setting = name;
    if (setting != null && !NAMES.contains(setting)) {
      throw CliException.usage(
          "There is no setting '" + setting + "'.", "There are: " + String.join(", ", NAMES) + ".");
    }
    if (unset && (setting == null || value != null)) {
      throw CliException.usage("--unset needs NAME, and no VALUE.", null);
    }
    Settings settings = Account.settings(cli);
    if (setting != null && (unset || value != null)) {
      change(settings, setting, value);
    } else {
      show(settings, setting == null ? NAMES : List.of(setting));
    }
    return ExitCode.OK.number();
  }

  private void change(Settings settings, String setting, @Nullable String word) {
    if (setting.equals(Settings.HISTORY) && word != null && !List.of("on", "off").contains(word)) {
      throw CliException.usage("history must be on or off, but was '" + word + "'.", null);
    }
    if (setting.equals(Settings.PROFILE) && word != null && settings.profile(word).isEmpty()) {
      throw CliException.usage(
          "There is no profile '" + word + "'.", "Make it with: login --profile " + word);
    }
    settings.set(setting, word);
    write(cli, settings);
  }

  private void show(Settings settings, List<String> names) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    names.forEach(each -> document.put(each, settings.get(each).orElse(null)));
    if (common.json) {
      if (names.size() > 1) {
        document.put("profiles", settings.profiles());
        document.put("file", settings.file().map(Object::toString).orElse(null));
      }
      cli.console().document(document);
      return;
    }
    if (names.size() == 1) {
      settings.get(names.get(0)).ifPresent(cli.console()::line);
      return;
    }
    names.forEach(each -> cli.console().line(each + "  " + settings.get(each).orElse("(not set)")));
    cli.console()
        .line(
            "profiles  "
                + (settings.profiles().isEmpty()
                    ? "(none)"
                    : String.join(", ", settings.profiles())));
    settings.file().ifPresent(file -> cli.console().line("file  " + file));
  }

  static void write(Cli cli, Settings settings) {
    try {
      settings.write();
    } catch (IOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "Cannot write the settings"
                  + settings.file().map(file -> " in " + file).orElse("")
                  + ": "
                  + Text.problem(e)
                  + ".",
              "EVOLINK_HOME names another folder for them."),
          e);
    }
  }
}
