package ai.evolink.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service to talk to. The key is never an argument: other users could see it there. */
final class ConnectionOptions {
  @Option(
      names = "--emulator",
      description =
          "Ask an emulator that lives as long as this command: no key, no cost, made-up results.")
  boolean emulator;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Ask the service at URL, a proxy or an emulator. Default: EVOLINK_BASE_URL, or else the"
              + " public service.")
  @Nullable URI baseUrl;

  @Option(
      names = "--allow-plain-http",
      description = "Let the key travel in the clear to a URL that is not on this machine.")
  boolean plainHttp;
}
