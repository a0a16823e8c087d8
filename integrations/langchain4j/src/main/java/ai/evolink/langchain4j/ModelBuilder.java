package ai.evolink.langchain4j;

import ai.evolink.EvolinkClient;
import ai.evolink.WaitOptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings that the models share. */
abstract class ModelBuilder<B extends ModelBuilder<B>> {
  private @Nullable EvolinkClient client;
  private @Nullable String apiKey;
  private @Nullable String baseUrl;
  private Map<String, Object> customParameters = Map.of();
  private WaitOptions wait = WaitOptions.ofDefaults();

  abstract B self();

  /**
   * Sets the client to use, which stays the caller's to close: one for each key, shared by all
   * models, with the limits and the journal that you want. In place of {@link #apiKey}.
   */
  public B client(EvolinkClient client) {
    this.client = Objects.requireNonNull(client, "client");
    return self();
  }

  /**
   * Sets the key, for a client of this model's own. Its threads do not keep the JVM alive. Default:
   * none; either this or {@link #client} is required.
   */
  public B apiKey(String apiKey) {
    this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
    return self();
  }

  /** Sets the address of the service, with {@link #apiKey} only. Default: the public one. */
  public B baseUrl(String baseUrl) {
    this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
    return self();
  }

  /**
   * Sets how long to wait for the task, counted from the time at which the service accepts it. A
   * task that takes longer goes on, and the exception says how to get its result. Default: 10
   * minutes for pictures, 15 for sound.
   *
   * @throws IllegalArgumentException unless {@code timeout} is positive
   */
  public B timeout(Duration timeout) {
    this.wait = WaitOptions.of(timeout);
    return self();
  }

  /**
   * Sets further properties of the model by their names in the JSON, such as {@code output_format}.
   * Their values are texts, numbers, booleans, {@code MediaSource}s, lists and maps of these.
   * Replaces those set before. Default: none.
   */
  public B customParameters(Map<String, ?> parameters) {
    this.customParameters = new LinkedHashMap<>(parameters);
    return self();
  }

  EvolinkClient clientToUse() {
    if (client != null) {
      if (apiKey != null || baseUrl != null) {
        throw new IllegalArgumentException(
            "client has its own key and address: set either client, or apiKey and baseUrl");
      }
      return client;
    }
    if (apiKey == null) {
      throw new IllegalArgumentException("Either client or apiKey is required");
    }
    EvolinkClient.Builder own = EvolinkClient.builder(apiKey);
    return baseUrl == null ? own.build() : own.baseUrl(URI.create(baseUrl)).build();
  }

  WaitOptions waitToUse() {
    return wait;
  }

  Map<String, Object> parameters() {
    return customParameters;
  }

  /** Refuses a custom parameter that has a setter of its own, and was set there too. */
  void requireOnce(String option, @Nullable Object value) {
    if (value != null && customParameters.containsKey(option)) {
      throw new IllegalArgumentException(
          option
              + " is set twice: to "
              + value
              + ", and by customParameters to "
              + customParameters.get(option));
    }
  }
}
