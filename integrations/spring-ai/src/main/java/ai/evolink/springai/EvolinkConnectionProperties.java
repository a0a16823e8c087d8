package ai.evolink.springai;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the client of {@link EvolinkAiAutoConfiguration} goes, and with which key. */
@ConfigurationProperties("spring.ai.evolink")
final class EvolinkConnectionProperties {
  /** Key of the account. Without one, and without an EvolinkClient bean, there are no models. */
  private final @Nullable String apiKey;

  /** Address of the service. Default: the public one. */
  private final @Nullable URI baseUrl;

  EvolinkConnectionProperties(@Nullable String apiKey, @Nullable URI baseUrl) {
    this.apiKey = apiKey;
    this.baseUrl = baseUrl;
  }

  public @Nullable String getApiKey() {
    return apiKey;
  }

  public @Nullable URI getBaseUrl() {
    return baseUrl;
  }
}
