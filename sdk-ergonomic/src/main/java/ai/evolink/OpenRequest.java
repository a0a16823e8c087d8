package ai.evolink;

import ai.evolink.internal.submit.CallbackUrls;
import ai.evolink.internal.submit.OpenMedia;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.OpenValue;
import ai.evolink.model.RequestType;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for any model, known or not yet, as a map of JSON properties: the common part of the
 * hand-written requests of all media.
 *
 * @param <M> the type of the model ids of the medium
 */
abstract class OpenRequest<M extends OpenValue> implements GenerationRequest {
  static final String MODEL = "model";
  static final String PROMPT = "prompt";
  static final String CALLBACK_URL = CallbackUrls.PROPERTY;

  private final M model;
  private final Map<String, Object> properties;

  /**
   * @param properties not copied; must not be changed any more
   */
  OpenRequest(M model, Map<String, Object> properties) {
    this.model = model;
    this.properties = Collections.unmodifiableMap(properties);
  }

  /** {@return the model that the request is for} */
  @Override
  public M model() {
    return model;
  }

  /** {@return the prompt; empty for a request without one} */
  public String prompt() {
    String prompt = text(PROMPT);
    return prompt == null ? "" : prompt;
  }

  @Override
  public @Nullable URI callbackUrl() {
    String url = text(CALLBACK_URL);
    return url == null ? null : URI.create(url);
  }

  /**
   * {@return every property by its name in the JSON} Unmodifiable; the values are text, {@code
   * Long}, {@code BigDecimal}, {@code Boolean}, {@code MediaSource}, and lists and maps of these.
   */
  public Map<String, Object> properties() {
    return properties;
  }

  /** {@return the model id in the JSON of a request} */
  static String modelOf(Map<String, Object> properties) {
    return String.valueOf(properties.get(MODEL));
  }

  @Nullable String text(String name) {
    return properties.get(name) instanceof String text ? text : null;
  }

  /** {@return the properties with media replaced; the same map if none was} */
  Map<String, Object> mapped(MediaMapper mapper) {
    return OpenMedia.map(properties, requestType(), mapper);
  }

  @Override
  public abstract @Nullable RequestType requestType();

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OpenRequest<?> that
        && model.equals(that.model) // a model id of one medium never equals one of another
        && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + properties;
  }
}
