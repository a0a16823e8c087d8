package ai.evolink;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestType;
import ai.evolink.model.ResolutionTier;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image from a prompt, by any model: known or not yet. Immutable.
 *
 * <pre>{@code
 * ImageRequest.builder("A cat playing on the grass")
 *     .size(AspectRatio.LANDSCAPE_16_9)
 *     .reference(MediaSource.file(Path.of("my-cat.jpg")))
 *     .build();
 * }</pre>
 *
 * <p>It has the fields that most image models share; {@link Builder#set} reaches the others. The
 * generated requests of {@code ai.evolink.model}, {@code NanoBanana2Request} for instance, have
 * every field of their models and go to the same methods.
 */
public final class ImageRequest implements ImageGenerationRequest {
  /**
   * The model used unless another is named: {@code gemini-2.5-flash-image}, "nano-banana".
   *
   * <p>Later documentation moves this id to Evolink's Gemini-native route and does not say whether
   * the image route still takes it. Should the service refuse it, {@link
   * ImageModel#NANO_BANANA_2_LITE_BETA} is what it names as the successor.
   */
  public static final ImageModel DEFAULT_MODEL = ImageModel.GEMINI_2_5_FLASH_IMAGE;

  private static final String MODEL = "model";
  private static final String PROMPT = "prompt";
  private static final String SIZE = "size";
  private static final String QUALITY = "quality";
  private static final String IMAGE_URLS = "image_urls";
  private static final String CALLBACK_URL = "callback_url";

  private final ImageModel model;
  private final Map<String, Object> properties;

  private ImageRequest(ImageModel model, Map<String, Object> properties) {
    this.model = model;
    this.properties = properties;
  }

  /**
   * {@return a request for {@code prompt} with every default}
   *
   * @throws IllegalArgumentException if the prompt is blank or has more than 2000 code points
   */
  public static ImageRequest of(String prompt) {
    return builder(prompt).build();
  }

  static ImageRequest of(ImageModel model, Map<String, Object> properties) {
    return new ImageRequest(model, OpenRequest.copy(properties));
  }

  /** {@return a builder for a picture of {@code prompt}, with {@link #DEFAULT_MODEL}} */
  public static Builder builder(String prompt) {
    return new Builder(new LinkedHashMap<>(), DEFAULT_MODEL).prompt(prompt);
  }

  /** {@return a builder that starts with what this request has} */
  public Builder toBuilder() {
    return new Builder(new LinkedHashMap<>(properties), model);
  }

  @Override
  public ImageModel model() {
    return model;
  }

  /** {@return what to draw} */
  public String prompt() {
    return properties.get(PROMPT) instanceof String prompt ? prompt : "";
  }

  /** {@return the shape of the picture; null lets the service choose} */
  public @Nullable AspectRatio size() {
    return properties.get(SIZE) instanceof String size ? AspectRatio.of(size) : null;
  }

  /** {@return the resolution of the picture; null lets the service choose} */
  public @Nullable ResolutionTier quality() {
    return properties.get(QUALITY) instanceof String quality ? ResolutionTier.of(quality) : null;
  }

  /** {@return the reference pictures, unmodifiable; empty if there are none} */
  public List<MediaSource> references() {
    List<MediaSource> references = new ArrayList<>();
    if (properties.get(IMAGE_URLS) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof MediaSource source) {
          references.add(source);
        }
      }
    }
    return List.copyOf(references);
  }

  @Override
  public @Nullable URI callbackUrl() {
    return properties.get(CALLBACK_URL) instanceof String url ? URI.create(url) : null;
  }

  /** {@return every property by its name in the JSON, unmodifiable} */
  public Map<String, Object> properties() {
    return properties;
  }

  @Override
  public ImageRequest mapMedia(MediaMapper mapper) {
    Map<String, Object> mapped = OpenRequest.mapMedia(properties, requestType(), mapper);
    return mapped == properties ? this : new ImageRequest(model, OpenRequest.copy(mapped));
  }

  @Override
  public @Nullable RequestType requestType() {
    return ImageGenerationRequest.typeOf(model).orElse(null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageRequest that && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }

  @Override
  public String toString() {
    return "ImageRequest" + properties;
  }

  /** Collects the fields of an {@link ImageRequest}. Not thread-safe; may be used again. */
  public static final class Builder {
    private final Map<String, Object> properties;
    private ImageModel model;

    private Builder(Map<String, Object> properties, ImageModel model) {
      this.properties = properties;
      this.model = model;
      properties.put(MODEL, model.value());
    }

    /**
     * Asks {@code model} in place of {@link #DEFAULT_MODEL}. Any id goes: see {@link
     * ImageModel#of}.
     */
    public Builder model(ImageModel model) {
      this.model = Objects.requireNonNull(model, MODEL);
      properties.put(MODEL, model.value());
      return this;
    }

    /**
     * Sets what to draw.
     *
     * @throws IllegalArgumentException if {@code prompt} is blank
     */
    public Builder prompt(String prompt) {
      if (Objects.requireNonNull(prompt, PROMPT).isBlank()) {
        throw new IllegalArgumentException("prompt is required, but is blank");
      }
      properties.put(PROMPT, prompt);
      return this;
    }

    /** Sets the shape of the picture. Which shapes a model takes is the service's to say. */
    public Builder size(AspectRatio size) {
      properties.put(SIZE, size.value());
      return this;
    }

    /** Sets the resolution of the picture, for models that offer a choice. Dearer the higher. */
    public Builder quality(ResolutionTier quality) {
      properties.put(QUALITY, quality.value());
      return this;
    }

    /**
     * Adds a picture to start from. What is not a link is uploaded when the request is submitted.
     */
    public Builder reference(MediaSource picture) {
      Objects.requireNonNull(picture, "picture");
      List<Object> pictures = new ArrayList<>();
      if (properties.get(IMAGE_URLS) instanceof List<?> present) {
        pictures.addAll(present);
      }
      pictures.add(picture);
      properties.put(IMAGE_URLS, List.copyOf(pictures));
      return this;
    }

    /** Replaces all reference pictures; an empty collection removes them. */
    public Builder references(Collection<MediaSource> pictures) {
      if (pictures.isEmpty()) {
        properties.remove(IMAGE_URLS);
      } else {
        properties.put(IMAGE_URLS, List.copyOf(pictures));
      }
      return this;
    }

    /**
     * Asks the service to report the end of the task to {@code url}: https, public, at most 2048
     * characters. Evolink does not sign these reports, so take them as a hint and ask the task.
     */
    public Builder callbackUrl(URI url) {
      properties.put(CALLBACK_URL, url.toString());
      return this;
    }

    /**
     * Sets any other property, by its name in the JSON: how to reach what this SDK does not know
     * yet.
     *
     * @param value text, number, boolean, {@link MediaSource}, a word such as {@link AspectRatio},
     *     or a list or map of these, which is copied; null removes the property
     * @throws IllegalArgumentException if there is no JSON for {@code value}, or if {@code name} is
     *     blank, {@code model}, {@code prompt} or {@code callback_url}
     */
    public Builder set(String name, @Nullable Object value) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("name of a property is blank");
      }
      switch (name) {
        case MODEL, PROMPT, CALLBACK_URL ->
            throw new IllegalArgumentException(
                "Use the setter of the builder for " + name + ", not set(…)");
        default -> {
          Object copy = EvolinkJson.copyOf(value);
          if (copy == null) {
            properties.remove(name);
          } else {
            properties.put(name, copy);
          }
        }
      }
      return this;
    }

    /**
     * Makes the request.
     *
     * @throws IllegalArgumentException if a documented limit of a known model is broken; names the
     *     property, the limit and the value. Models that this SDK does not know have no limits.
     */
    public ImageRequest build() {
      RequestType type = ImageGenerationRequest.typeOf(model).orElse(null);
      OpenRequest.check(properties, type, model.value());
      return buildUnchecked();
    }

    /** Makes the request without a look at the documented limits, which may have aged. */
    public ImageRequest buildUnchecked() {
      return new ImageRequest(model, OpenRequest.copy(properties));
    }
  }
}
