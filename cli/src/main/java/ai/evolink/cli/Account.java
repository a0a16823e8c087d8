package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.cli.settings.Profile;
import ai.evolink.cli.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose key is used, and which service is asked: what was typed comes before the environment, and
 * that before what is stored. No record: its text would show the key.
 */
final class Account {
  static final String PROFILE_VARIABLE = "EVOLINK_PROFILE";

  private final String profile;
  private final @Nullable String key;
  private final String keyOrigin;
  private final @Nullable URI address;
  private final String addressOrigin;

  private Account(
      String profile,
      @Nullable String key,
      String keyOrigin,
      @Nullable URI address,
      String addressOrigin) {
    this.profile = profile;
    this.key = key;
    this.keyOrigin = keyOrigin;
    this.address = address;
    this.addressOrigin = addressOrigin;
  }

  static Account of(Cli cli, ConnectionOptions options) {
    Settings settings = settings(cli);
    String typed = options.profile;
    String named = profileName(cli, settings, typed);
    Profile stored = settings.profile(named).orElse(null);
    String variable = cli.variable(EvolinkClient.API_KEY_VARIABLE);
    Optional<String> kept = Optional.ofNullable(stored).flatMap(Profile::key);
    boolean ofProfile = typed != null || variable.isEmpty();
    String key = ofProfile ? kept.orElse(null) : variable;
    String keyOrigin =
        !ofProfile
            ? "the environment variable " + EvolinkClient.API_KEY_VARIABLE
            : kept.isPresent() ? "the profile '" + named + "'" : "nowhere";
    if (options.baseUrl != null) {
      return new Account(named, key, keyOrigin, options.baseUrl, "from --base-url");
    }
    String fromEnv = cli.variable(EvolinkClient.BASE_URL_VARIABLE);
    String inProfile = Optional.ofNullable(stored).flatMap(Profile::baseUrl).orElse("");
    boolean byProfile = !inProfile.isEmpty() && (typed != null || fromEnv.isEmpty());
    String address = byProfile ? inProfile : fromEnv;
    String origin =
        byProfile
            ? "from the profile '" + named + "'"
            : fromEnv.isEmpty()
                ? "the public service"
                : "from the environment variable " + EvolinkClient.BASE_URL_VARIABLE;
    return new Account(
        named, key, keyOrigin, address.isEmpty() ? null : link(address, origin), origin);
  }

  /** {@return the profile that counts} */
  static String profileName(Cli cli, Settings settings, @Nullable String typed) {
    if (typed != null) {
      return typed;
    }
    String variable = cli.variable(PROFILE_VARIABLE);
    return variable.isEmpty()
        ? settings.get(Settings.PROFILE).orElse(Settings.DEFAULT_PROFILE)
        : variable;
  }

  static Settings settings(Cli cli) {
    try {
      return Settings.read(cli.folders());
    } catch (IOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "Cannot read the settings in "
                  + cli.folders().config()
                  + ": "
                  + Text.problem(e)
                  + ".",
              "Correct or remove the file settings.json there."),
          e);
    }
  }

  private static URI link(String text, String origin) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(
          "The base URL " + origin + " is no link: '" + text + "'.",
          "Correct it; it begins with https://.");
    }
  }

  /** {@return the profile that a key was looked for in} */
  String profile() {
    return profile;
  }

  /** {@return the key; null if there is none} */
  @Nullable String key() {
    return key;
  }

  /** {@return where the key comes from, in words} */
  String keyOrigin() {
    return keyOrigin;
  }

  /** {@return the service to ask; null for the public one} */
  @Nullable URI address() {
    return address;
  }

  /** {@return where the address comes from, in words} */
  String addressOrigin() {
    return addressOrigin;
  }
}
