package ai.evolink;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.ImageSize;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestType;
import ai.evolink.model.ResolutionTier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for images from any model, whether or not this SDK knows it. Immutable.
 *
 * <pre>{@code
 * ImageRequest.builder("A cat playing on the grass")
 *     .size(AspectRatio.LANDSCAPE_16_9)
 *     .reference(MediaSource.file(Path.of("my-cat.jpg")))
 *     .build();
 * }</pre>
 *
 * <p>It has the fields that most image models share; {@link Builder#set} sets any other property.
 * The generated requests in {@code ai.evolink.model}, for instance {@code NanoBanana2Request}, have
 * every field of their models and are passed to the same methods.
 */
public final class ImageRequest extends OpenRequest<ImageModel> implements ImageGenerationRequest {
  /**
   * The model used unless another is set: {@code gemini-2.5-flash-image}, "nano-banana".
   *
   * <p>Later documentation moves this id to Evolink's Gemini-native route and does not say whether
   * the image route still accepts it. If the service refuses it, {@link
   * ImageModel#NANO_BANANA_2_LITE_BETA} is the successor that the documentation names.
   */
  public static final ImageModel DEFAULT_MODEL = ImageModel.GEMINI_2_5_FLASH_IMAGE;

  private static final String SIZE = "size";
  private static final String QUALITY = "quality";
  private static final String IMAGE_URLS = "image_urls";

  ImageRequest(ImageModel model, Map<String, Object> properties) {
    super(model, properties);
  }

  /**
   * {@return a request for {@code prompt} with all other fields at their defaults}
   *
   * @throws IllegalArgumentException if the prompt is blank or has more than 2000 code points
   */
  public static ImageRequest of(String prompt) {
    return builder(prompt).build();
  }

  /**
   * {@return a builder for an image of {@code prompt}, with {@link #DEFAULT_MODEL}}
   *
   * @throws IllegalArgumentException if the prompt is blank
   */
  public static Builder builder(String prompt) {
    return new Builder(DEFAULT_MODEL, Map.of()).prompt(prompt);
  }

  /** {@return a builder without a prompt, for models that need none, such as upscalers} */
  public static Builder builder(ImageModel model) {
    return new Builder(model, Map.of());
  }

  /** {@return a builder with the fields of this request} */
  public Builder toBuilder() {
    return new Builder(model(), properties());
  }

  /** {@return the aspect ratio; null if the service chooses it} */
  public @Nullable AspectRatio size() {
    String size = text(SIZE);
    return size == null ? null : AspectRatio.of(size);
  }

  /** {@return the resolution; null if the service chooses it} */
  public @Nullable ResolutionTier quality() {
    String quality = text(QUALITY);
    return quality == null ? null : ResolutionTier.of(quality);
  }

  /** {@return the reference images, unmodifiable; empty if there are none} */
  public List<MediaSource> references() {
    List<MediaSource> references = new ArrayList<>();
    if (properties().get(IMAGE_URLS) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof MediaSource source) {
          references.add(source);
        }
      }
    }
    return List.copyOf(references);
  }

  @Override
  public ImageRequest mapMedia(MediaMapper mapper) {
    Map<String, Object> mapped = mapped(mapper);
    return mapped == properties() ? this : new ImageRequest(model(), mapped);
  }

  @Override
  public @Nullable RequestType requestType() {
    return ImageGenerationRequest.typeOf(model()).orElse(null);
  }

  /** Collects the fields of an {@link ImageRequest}. Not thread-safe; may be used again. */
  public static final class Builder extends OpenRequestBuilder<ImageModel, ImageRequest, Builder> {
    private Builder(ImageModel model, Map<String, Object> properties) {
      super(model, properties);
    }

    /** Sets the aspect ratio; {@link #build} refuses one that is not documented for the model. */
    public Builder size(AspectRatio size) {
      return putWord(SIZE, size);
    }

    /** Sets the resolution, for models that offer a choice. Higher resolutions cost more. */
    public Builder quality(ResolutionTier quality) {
      return putWord(QUALITY, quality);
    }

    /**
     * Asks for a picture of about {@code width} times {@code height} pixels, in the way that the
     * model documents: by these pixels if it takes any, and otherwise by the nearest of its shapes
     * and, where it offers a choice, the nearest of its resolutions, which decide the price. Set
     * the model first. A size or resolution set later takes the place of this one.
     *
     * @throws IllegalArgumentException if a side is less than 1 pixel, if the proportions of all
     *     sizes of the model differ by more than a tenth, if even its highest resolution is much
     *     lower, or if this SDK does not know the model; the message says what is possible
     */
    public Builder dimensions(int width, int height) {
      ImageSize.pixels(width, height); // checks them
      RequestType type = typeOf(model());
      if (type == null) {
        throw new IllegalArgumentException(
            "Model "
                + model().value()
                + " is not known to this version, nor which sizes it has: set its own properties"
                + " in place of dimensions("
                + width
                + ", "
                + height
                + ")");
      }
      Dimensions.of(model(), type, width, height).forEach(this::put);
      return this;
    }

    /** Adds a reference image. One that is not a link is uploaded before the submit. */
    public Builder reference(MediaSource picture) {
      return addMedia(IMAGE_URLS, Objects.requireNonNull(picture, "picture"));
    }

    /** Replaces all reference images; an empty collection removes them. */
    public Builder references(Collection<MediaSource> pictures) {
      return putMedia(IMAGE_URLS, Objects.requireNonNull(pictures, "pictures"));
    }

    @Override
    @Nullable RequestType typeOf(ImageModel model) {
      return ImageGenerationRequest.typeOf(model).orElse(null);
    }

    @Override
    Kind medium() {
      return Kind.IMAGE;
    }

    @Override
    ImageRequest create(ImageModel model, Map<String, Object> properties) {
      return new ImageRequest(model, properties);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
