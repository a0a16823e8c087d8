package ai.evolink.cli;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.cli.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink login}: stores a key. */
@Command(
    name = "login",
    header = "Store an API key, for this user only.",
    description = {
      "Asks for the key on the terminal, without showing it, or reads it from standard input. It is"
          + " tried, which costs nothing, and stored in settings.json in the folder of this program,"
          + " readable by you only. The environment variable EVOLINK_API_KEY comes before it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} login",
      "  ${ROOT-COMMAND-NAME} login --profile work < key.txt",
      "  ${ROOT-COMMAND-NAME} credits --profile work",
    })
final class LoginCommand implements Callable<Integer> {
  private static final int LONGEST = 4096;

  private final Cli cli;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Store it under NAME. Default: EVOLINK_PROFILE, or else 'default'.")
  @Nullable String profile;

  @Option(
      names = "--base-url",
      converter = LinkConverter.class,
      paramLabel = "URL",
      description =
          "The service that the key is for; it is stored with it. Default: the public one.")
  @Nullable URI baseUrl;

  @Option(names = "--allow-plain-http", description = "Let the key travel in the clear to URL.")
  boolean plainHttp;

  @Option(names = "--no-check", description = "Store it without trying it.")
  boolean noCheck;

  @Mixin CommonOptions common = new CommonOptions();

  LoginCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    Settings settings = Account.settings(cli);
    String name = Account.profileName(cli, settings, profile);
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw CliException.usage(
          "--profile must be up to 64 letters, digits, dots, dashes and underscores, but was '"
              + name
              + "'.",
          null);
    }
    String key = key(name);
    String address =
        baseUrl != null
            ? baseUrl.toString()
            : settings.profile(name).flatMap(stored -> stored.baseUrl()).orElse(null);
    boolean tried = !noCheck && tries(key, name);
    settings.putProfile(name, key, address);
    ConfigCommand.write(cli, settings);
    tell(settings, name, tried);
    return ExitCode.OK.number();
  }

  private String key(String name) {
    String typed = Secrets.ask("API key for the profile '" + name + "' (not shown): ", cli.in());
    if (typed == null) {
      typed = firstLine();
    }
    if (typed.isBlank()) {
      throw new CliException(
          Failure.of(
              ExitCode.NO_KEY,
              "There was no key.",
              "Take one from https://evolink.ai/dashboard/keys and paste it."),
          null);
    }
    return typed.strip();
  }

  private String firstLine() {
    try {
      byte[] bytes = cli.in().readNBytes(LONGEST);
      String text = new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
      return text.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CliException(
          Failure.of(ExitCode.USAGE, "Cannot read standard input: " + Text.problem(e) + ".", null),
          e);
    }
  }

  /** {@return whether the service takes the key; false if it could not be asked} */
  private boolean tries(String key, String name) {
    ConnectionOptions connection = new ConnectionOptions();
    connection.baseUrl = baseUrl;
    connection.profile = Account.settings(cli).profile(name).isPresent() ? name : null;
    connection.plainHttp = plainHttp;
    try (EvolinkClient client = Session.withKey(cli, connection, key)) {
      client.credits().balance().result();
      return true;
    } catch (ApiException e) {
      if (e.statusCode() == 401 || e.statusCode() == 403) {
        throw new CliException(
            Failure.of(
                ExitCode.KEY_REFUSED,
                "The service refuses this key, so it is not stored: " + e.summary(),
                "Check it in the dashboard, or store it all the same with --no-check."),
            e);
      }
      cli.console().note("The key could not be tried: " + e.summary());
      return false;
    } catch (EvolinkException e) {
      cli.console().note("The key could not be tried: " + e.summary());
      return false;
    }
  }

  private void tell(Settings settings, String name, boolean tried) {
    String file = settings.file().map(Object::toString).orElse("");
    if (common.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("profile", name);
      document.put("file", file);
      document.put("tried", tried);
      cli.console().document(document);
    } else {
      cli.console().line("Stored the key of the profile '" + name + "' in " + file + ".");
    }
    if (!cli.variable(EvolinkClient.API_KEY_VARIABLE).isEmpty()) {
      cli.console()
          .note(
              "EVOLINK_API_KEY is set, and comes before what is stored unless --profile is given.");
    }
  }
}
