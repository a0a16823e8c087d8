package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.PollPolicy;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import ai.evolink.cli.history.History;
import ai.evolink.cli.proxy.ProxyVariables;
import ai.evolink.cli.settings.Settings;
import ai.evolink.emulator.EvolinkEmulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A client for the length of a command, with the emulator behind it if there is one. */
final class Session implements AutoCloseable {
  private static final String EMULATOR_KEY = "sk-emulator";
  private static final String TAKE_A_KEY =
      "Take a key from https://evolink.ai/dashboard/keys and store it with 'evolink login' or put it"
          + " into EVOLINK_API_KEY, or add --emulator to try without one.";

  /** As long as a client of the SDK's own waits for the next byte. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Long enough to see the progress of a task, and no longer. */
  private static final Duration PACE = Duration.ofMillis(700);

  /** The emulator is in this process: nobody has to be spared. */
  private static final Duration OFTEN = Duration.ofMillis(50);

  private final EvolinkClient client;
  private final @Nullable EvolinkEmulator emulator;

  private Session(EvolinkClient client, @Nullable EvolinkEmulator emulator) {
    this.client = client;
    this.emulator = emulator;
  }

  /** Connects to what the options say. The emulator is never started unless they say so. */
  static Session open(Cli cli, ConnectionOptions options, Consumer<TaskHandle> onSubmitted) {
    return openWith(cli, options, builder -> builder.onSubmitted(onSubmitted));
  }

  /** Connects likewise, with further settings of the client. */
  static Session openWith(
      Cli cli, ConnectionOptions options, UnaryOperator<EvolinkClient.Builder> settings) {
    if (!options.emulator) {
      Account account = Account.of(cli, options);
      String key = account.key();
      if (key == null) {
        throw noKey(cli, account);
      }
      return new Session(client(cli, options, key, account, settings), null);
    }
    if (options.baseUrl != null) {
      throw CliException.usage(
          "--emulator and --base-url exclude each other.",
          "Drop one of them; --emulator brings its own address.");
    }
    EvolinkEmulator emulator = EvolinkEmulator.builder().pace(PACE).start();
    try {
      cli.console()
          .note("Asking the built-in emulator: the result is made up, and nothing is charged.");
      String key = cli.variable(EvolinkClient.API_KEY_VARIABLE);
      String anyKey = key.isEmpty() ? EMULATOR_KEY : key;
      String origin = "EVOLINK_API_KEY";
      return new Session(client(cli, options, anyKey, emulator.url(), origin, settings), emulator);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  /** A client that is good for looking at requests, and needs no key. */
  static EvolinkClient offline(Cli cli, ConnectionOptions options) {
    if (options.emulator) {
      throw CliException.usage(
          "--dry-run sends nothing, so that there is no use for --emulator.",
          "Drop one of them; --base-url shows another address.");
    }
    return client(cli, options, "unused", Account.of(cli, options), UnaryOperator.identity());
  }

  /** A client that looks at requests, whatever service they are meant for. */
  static EvolinkClient ofNoService() {
    return EvolinkClient.builder("unused").build();
  }

  /** {@return the base URL that the options lead to, in the one form that clients give it} */
  static URI service(Cli cli, ConnectionOptions options) {
    History nothing = new History(Path.of("."), Clock.systemUTC(), broken -> {});
    try (EvolinkClient client =
        client(
            cli,
            options,
            "unused",
            Account.of(cli, options),
            builder -> builder.journal(nothing.journal()))) {
      return nothing.service().orElseThrow(() -> new IllegalStateException(client.toString()));
    }
  }

  EvolinkClient client() {
    return client;
  }

  /** Whether the service, and its tasks with it, ends with this command. */
  boolean isEmulated() {
    return emulator != null;
  }

  /** {@return the options, for a service that may be in this process} */
  WaitOptions waiting(WaitOptions options) {
    return isEmulated() ? options.toBuilder().policy(PollPolicy.fixed(OFTEN)).build() : options;
  }

  @Override
  public void close() {
    client.close();
    if (emulator != null) {
      emulator.close();
    }
  }

  /** A client with another key than the options lead to. */
  static EvolinkClient withKey(Cli cli, ConnectionOptions options, String key) {
    URI address = Account.of(cli, options).address();
    return client(cli, options, key, address, "standard input", UnaryOperator.identity());
  }

  /** {@return the proxies that the environment names} */
  static ProxyVariables proxies(Cli cli) {
    return Arguments.check(() -> ProxyVariables.of(cli.env()), "Correct it, or unset it.");
  }

  private static EvolinkClient client(
      Cli cli,
      ConnectionOptions options,
      String key,
      Account account,
      UnaryOperator<EvolinkClient.Builder> settings) {
    return client(cli, options, key, account.address(), account.keyOrigin(), settings);
  }

  private static EvolinkClient client(
      Cli cli,
      ConnectionOptions options,
      String key,
      @Nullable URI address,
      String keyOrigin,
      UnaryOperator<EvolinkClient.Builder> settings) {
    EvolinkClient.Builder builder;
    try {
      builder = settings.apply(EvolinkClient.builder(key));
    } catch (IllegalArgumentException e) {
      throw new CliException(
          Failure.of(
              ExitCode.NO_KEY,
              "The key of " + keyOrigin + " cannot be sent: " + e.getMessage(),
              TAKE_A_KEY),
          e);
    }
    if (address != null) {
      builder.baseUrl(address);
    }
    ProxyVariables proxies = proxies(cli);
    if (proxies.isPresent()) {
      OkHttpClient.Builder http =
          new OkHttpClient.Builder().readTimeout(SILENCE).writeTimeout(SILENCE);
      proxies.applyTo(http);
      builder.httpClient(http.build());
    }
    if (options.plainHttp) {
      builder.allowPlainHttp();
    }
    if (options.privateDownloads) {
      builder.allowPrivateDownloads();
    }
    if (options.unmeasuredDownloads) {
      builder.allowUnmeasuredDownloads();
    }
    Long most = options.maxDownloadBytes;
    if (most != null) {
      Arguments.check(() -> builder.maxDownloadBytes(most), null);
    }
    return Arguments.check(
        builder::build,
        "Use an https address; --allow-plain-http lifts that for a network of your own.");
  }

  private static CliException noKey(Cli cli, Account account) {
    boolean named =
        !account.profile().equals(Settings.DEFAULT_PROFILE)
            || Account.settings(cli).profile(account.profile()).isPresent();
    String message =
        named
            ? "There is no API key: the profile '" + account.profile() + "' has none"
            : "There is no API key: the environment variable EVOLINK_API_KEY is not set, and nobody"
                + " has logged in";
    return new CliException(Failure.of(ExitCode.NO_KEY, message + ".", TAKE_A_KEY), null);
  }
}
