package ai.evolink.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom to ask what needs no key. */
final class AddressOptions {
  @Option(
      names = "--base-url",
      converter = LinkConverter.class,
      paramLabel = "URL",
      description = "Ask the service at URL. Default: EVOLINK_BASE_URL, or the public service.")
  @Nullable URI baseUrl;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Ask the service that 'login' has stored under NAME.")
  @Nullable String profile;

  @Option(names = "--allow-plain-http", description = "Ask without TLS, off this machine too.")
  boolean plainHttp;

  ConnectionOptions toConnection() {
    ConnectionOptions connection = new ConnectionOptions();
    connection.baseUrl = baseUrl;
    connection.profile = profile;
    connection.plainHttp = plainHttp;
    return connection;
  }
}
