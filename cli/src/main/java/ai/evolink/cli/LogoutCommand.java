package ai.evolink.cli;

import ai.evolink.cli.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink logout}: forgets a key. */
@Command(
    name = "logout",
    header = "Remove a stored API key.",
    description = {
      "Removes the profile with its key and address. The key itself stays valid: the dashboard"
          + " revokes it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} logout",
      "  ${ROOT-COMMAND-NAME} logout --profile work",
    })
final class LogoutCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Remove this one. Default: EVOLINK_PROFILE, or else 'default'.")
  @Nullable String profile;

  @Mixin CommonOptions common = new CommonOptions();

  LogoutCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    Settings settings = Account.settings(cli);
    String name = Account.profileName(cli, settings, profile);
    if (settings.profile(name).isEmpty()) {
      throw CliException.usage(
          "There is no profile '" + name + "'.",
          settings.profiles().isEmpty()
              ? null
              : "There are: " + String.join(", ", settings.profiles()) + ".");
    }
    settings.removeProfile(name);
    if (settings.get(Settings.PROFILE).filter(name::equals).isPresent()) {
      settings.set(Settings.PROFILE, null);
    }
    ConfigCommand.write(cli, settings);
    if (common.json) {
      cli.console().document(Map.of("profile", name));
    } else {
      cli.console().line("Removed the profile '" + name + "'.");
    }
    return ExitCode.OK.number();
  }
}
