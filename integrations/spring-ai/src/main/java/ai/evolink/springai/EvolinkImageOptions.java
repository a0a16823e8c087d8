package ai.evolink.springai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageOptions;

/**
 * What to ask an image model of Evolink for. Immutable. What is null is left to the options of the
 * model bean, and in the end to the model.
 */
public final class EvolinkImageOptions implements ImageOptions {
  private final @Nullable String model;
  private final @Nullable Integer n;
  private final @Nullable Integer width;
  private final @Nullable Integer height;
  private final @Nullable String size;
  private final @Nullable String quality;
  private final @Nullable String responseFormat;
  private final @Nullable String style;
  private final Map<String, Object> properties;

  private EvolinkImageOptions(Builder builder) {
    this.model = builder.model;
    this.n = builder.n;
    this.width = builder.width;
    this.height = builder.height;
    this.size = builder.size;
    this.quality = builder.quality;
    this.responseFormat = builder.responseFormat;
    this.style = builder.style;
    this.properties = Map.copyOf(builder.properties);
  }

  /** {@return a builder with nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@return {@code first}, and what it leaves open from {@code second}} A size in pixels and a
   * size in words are one option: the one of {@code first} wins.
   */
  static EvolinkImageOptions merged(@Nullable ImageOptions first, EvolinkImageOptions second) {
    EvolinkImageOptions own = first instanceof EvolinkImageOptions evolink ? evolink : null;
    ImageOptions pixels = second;
    String words = second.size;
    if (first != null) {
      String ownWords = own == null ? null : own.size;
      if (first.getWidth() != null || first.getHeight() != null || ownWords != null) {
        pixels = first;
        words = ownWords;
      }
    }
    Builder merged = new Builder();
    merged.model = Options.either(first, second, ImageOptions::getModel);
    merged.n = Options.either(first, second, ImageOptions::getN);
    merged.responseFormat = Options.either(first, second, ImageOptions::getResponseFormat);
    merged.style = Options.either(first, second, ImageOptions::getStyle);
    merged.quality = Options.either(own, second, EvolinkImageOptions::getQuality);
    merged.width = pixels.getWidth();
    merged.height = pixels.getHeight();
    merged.size = words;
    merged.properties.putAll(second.properties);
    if (own != null) {
      merged.properties.putAll(own.properties);
    }
    return merged.build();
  }

  @Override
  public @Nullable Integer getN() {
    return n;
  }

  @Override
  public @Nullable String getModel() {
    return model;
  }

  @Override
  public @Nullable Integer getWidth() {
    return width;
  }

  @Override
  public @Nullable Integer getHeight() {
    return height;
  }

  @Override
  public @Nullable String getResponseFormat() {
    return responseFormat;
  }

  @Override
  public @Nullable String getStyle() {
    return style;
  }

  /** {@return the size in the words of the model, such as {@code 16:9}} */
  public @Nullable String getSize() {
    return size;
  }

  /** {@return the quality in the words of the model} */
  public @Nullable String getQuality() {
    return quality;
  }

  /** {@return further properties by their names in the JSON; unmodifiable} */
  public Map<String, Object> getProperties() {
    return properties;
  }

  @Override
  public String toString() {
    return "EvolinkImageOptions[model="
        + model
        + ", n="
        + n
        + ", width="
        + width
        + ", height="
        + height
        + ", size="
        + size
        + ", quality="
        + quality
        + ", responseFormat="
        + responseFormat
        + ", style="
        + style
        + ", properties="
        + properties.keySet()
        + "]";
  }

  /** Collects {@link EvolinkImageOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable String model;
    private @Nullable Integer n;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable String size;
    private @Nullable String quality;
    private @Nullable String responseFormat;
    private @Nullable String style;
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private Builder() {}

    /** Sets the id of the model, known or not. Default: {@code gemini-2.5-flash-image}. */
    public Builder model(@Nullable String model) {
      this.model = model;
      return this;
    }

    /** Sets how many pictures to make, with models that have an {@code n}. Default: one. */
    public Builder n(@Nullable Integer n) {
      this.n = n;
      return this;
    }

    /**
     * Sets the width in pixels, together with {@link #height}. Both become the nearest size that
     * the model documents, as {@link ai.evolink.ImageRequest.Builder#dimensions} says.
     */
    public Builder width(@Nullable Integer width) {
      this.width = width;
      return this;
    }

    /** Sets the height in pixels, together with {@link #width}. */
    public Builder height(@Nullable Integer height) {
      this.height = height;
      return this;
    }

    /** Sets the size in the words of the model, in place of {@link #width} and {@link #height}. */
    public Builder size(@Nullable String size) {
      this.size = size;
      return this;
    }

    /**
     * Sets the quality in the words of the model: the resolution for some, such as {@code 2K}, the
     * effort for others, such as {@code high}. Better costs more.
     */
    public Builder quality(@Nullable String quality) {
      this.quality = quality;
      return this;
    }

    /**
     * Sets whether pictures come as links, {@code url}, which end after about a day; or as Base64,
     * {@code b64_json}, downloaded before the call returns. Default: {@code url}.
     */
    public Builder responseFormat(@Nullable String responseFormat) {
      this.responseFormat = responseFormat;
      return this;
    }

    /** Sets the style, with models that have a {@code style}; others refuse it. */
    public Builder style(@Nullable String style) {
      this.style = style;
      return this;
    }

    /**
     * Sets a further property by its name in the JSON, such as {@code image_urls}, {@code mask_url}
     * or {@code output_format}.
     *
     * @param value a text, number, boolean, {@code MediaSource}, list or map of these
     */
    public Builder property(String name, Object value) {
      properties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** {@return the options; the builder can be used again} */
    public EvolinkImageOptions build() {
      return new EvolinkImageOptions(this);
    }
  }
}
