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
      converter = LinkConverter.class,
      paramLabel = "URL",
      description =
          "Ask the service at URL, a proxy or an emulator. Default: EVOLINK_BASE_URL, or else the"
              + " public service.")
  @Nullable URI baseUrl;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Use the key and the address that 'login' has stored under NAME, whatever the environment"
              + " says. Default: EVOLINK_PROFILE.")
  @Nullable String profile;

  @Option(
      names = "--allow-plain-http",
      description = "Let the key travel in the clear to a URL that is not on this machine.")
  boolean plainHttp;

  @Option(
      names = "--allow-private-downloads",
      description = "Save results from links into private networks too.")
  boolean privateDownloads;

  @Option(
      names = "--allow-unmeasured-downloads",
      description = "Save results whose server does not announce their length.")
  boolean unmeasuredDownloads;

  @Option(
      names = "--max-download-bytes",
      paramLabel = "N",
      description = "Refuse results of more than N bytes. Default: 2147483648.")
  @Nullable Long maxDownloadBytes;
}
