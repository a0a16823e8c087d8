package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.EvolinkEmulator;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client for the length of a command, with the emulator behind it if there is one. */
final class Session implements AutoCloseable {
  private static final String EMULATOR_KEY = "sk-emulator";

  /** Long enough to see the progress of a task, and no longer. */
  private static final Duration PACE = Duration.ofSeconds(1);

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
    String key = cli.variable(EvolinkClient.API_KEY_VARIABLE);
    if (!options.emulator) {
      if (key.isEmpty()) {
        throw noKey(null);
      }
      return new Session(client(options, key, address(cli, options), settings), null);
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
      String anyKey = key.isEmpty() ? EMULATOR_KEY : key;
      return new Session(client(options, anyKey, emulator.url(), settings), emulator);
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
    return client(options, "unused", address(cli, options), UnaryOperator.identity());
  }

  /** A client that looks at requests, whatever service they are meant for. */
  static EvolinkClient ofNoService() {
    return EvolinkClient.builder("unused").build();
  }

  EvolinkClient client() {
    return client;
  }

  /** Whether the service, and its tasks with it, ends with this command. */
  boolean isEmulated() {
    return emulator != null;
  }

  @Override
  public void close() {
    client.close();
    if (emulator != null) {
      emulator.close();
    }
  }

  private static @Nullable URI address(Cli cli, ConnectionOptions options) {
    String variable = cli.variable(EvolinkClient.BASE_URL_VARIABLE);
    if (options.baseUrl != null || variable.isEmpty()) {
      return options.baseUrl;
    }
    return Arguments.check(() -> URI.create(variable), "Correct EVOLINK_BASE_URL.");
  }

  private static EvolinkClient client(
      ConnectionOptions options,
      String key,
      @Nullable URI address,
      UnaryOperator<EvolinkClient.Builder> settings) {
    EvolinkClient.Builder builder;
    try {
      builder = settings.apply(EvolinkClient.builder(key));
    } catch (IllegalArgumentException e) {
      throw noKey(e);
    }
    if (address != null) {
      builder.baseUrl(address);
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

  /**
   * @param unusable why the key that is there cannot be sent; its message does not repeat the key
   */
  private static CliException noKey(@Nullable IllegalArgumentException unusable) {
    String message =
        unusable == null
            ? "There is no API key: the environment variable EVOLINK_API_KEY is not set."
            : String.valueOf(unusable.getMessage());
    String next =
        "Take a key from https://evolink.ai/dashboard/keys and put it into"
            + " EVOLINK_API_KEY, or add --emulator to try without one.";
    return new CliException(Failure.of(ExitCode.NO_KEY, message, next), unusable);
  }
}
