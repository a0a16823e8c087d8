package ai.evolink.spring.boot;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the client goes, and with which key. No record, for those print what they hold. */
@ConfigurationProperties("evolink")
final class EvolinkConnectionProperties {
  /** Key of the account. Without one there is no client. */
  private final @Nullable String apiKey;

  /** Address of the service. Default: the public one. */
  private final @Nullable URI baseUrl;

  /** Address that files are uploaded to. Default: the one that goes with the base URL. */
  private final @Nullable URI filesBaseUrl;

  EvolinkConnectionProperties(
      @Nullable String apiKey, @Nullable URI baseUrl, @Nullable URI filesBaseUrl) {
    this.apiKey = apiKey;
    this.baseUrl = baseUrl;
    this.filesBaseUrl = filesBaseUrl;
  }

  public @Nullable String getApiKey() {
    return apiKey;
  }

  public @Nullable URI getBaseUrl() {
    return baseUrl;
  }

  public @Nullable URI getFilesBaseUrl() {
    return filesBaseUrl;
  }
}
