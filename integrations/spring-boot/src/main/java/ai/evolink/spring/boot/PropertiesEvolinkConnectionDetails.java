package ai.evolink.spring.boot;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the properties say. */
final class PropertiesEvolinkConnectionDetails implements EvolinkConnectionDetails {
  private final EvolinkConnectionProperties properties;

  PropertiesEvolinkConnectionDetails(EvolinkConnectionProperties properties) {
    this.properties = properties;
  }

  @Override
  public String getApiKey() {
    return Objects.requireNonNull(properties.getApiKey());
  }

  @Override
  public @Nullable URI getBaseUrl() {
    return properties.getBaseUrl();
  }

  @Override
  public @Nullable URI getFilesBaseUrl() {
    return properties.getFilesBaseUrl();
  }
}
