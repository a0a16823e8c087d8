package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.cli.settings.Folders;
import ai.evolink.cli.shell.ManPage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evolink man}: the manual page. */
@Command(
    name = "man",
    header = "Print the manual page of all commands.",
    description = {"In the format of man, which shows it.", ""},
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} man > evolink.1 && man ./evolink.1",
    })
final class ManCommand implements Callable<Integer> {
  private final Cli cli;

  @Spec @Nullable CommandSpec spec;

  ManCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    CommandSpec here = Objects.requireNonNull(spec);
    cli.console()
        .block(
            ManPage.of("evolink", here.root().commandLine(), ExitCode.table(), variables(), files())
                .stripTrailing());
    return ExitCode.OK.number();
  }

  static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(
        EvolinkClient.API_KEY_VARIABLE, "The key. It comes before what login has stored.");
    variables.put(EvolinkClient.BASE_URL_VARIABLE, "Another address of the service.");
    variables.put(Account.PROFILE_VARIABLE, "The profile to use, as --profile.");
    variables.put(Folders.HOME_VARIABLE, "One folder for settings and history.");
    variables.put(HistoryOption.VARIABLE, "off: what is bought is not remembered.");
    variables.put(
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
        "Proxies, such as http://user:password@proxy.example:3128, and what is asked without one.");
    return variables;
  }

  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("~/.config/evolink/settings.json", "Profiles with their keys, and settings.");
    files.put("~/.local/share/evolink/history/", "What was bought, for task list and resume.");
    return files;
  }
}
