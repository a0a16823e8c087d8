package ai.evolink;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import ai.evolink.model.VideoResolution;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for videos from any model, whether or not this SDK knows it. Immutable.
 *
 * <pre>{@code
 * VideoRequest.builder(VideoModel.VEO_3_1_GENERATE_PREVIEW, "Waves at night")
 *     .aspectRatio(AspectRatio.LANDSCAPE_16_9)
 *     .duration(8)
 *     .build();
 * }</pre>
 *
 * <p>It has the fields that most video models share; {@link Builder#set} sets any other property.
 * Video models differ more than image models do: some take a single {@code video_url}, some take
 * {@code image_start} and {@code image_end}. The generated request type of a model has exactly the
 * fields of that model.
 */
public final class VideoRequest extends OpenRequest<VideoModel> implements VideoGenerationRequest {
  private static final String DURATION = "duration";
  private static final String ASPECT_RATIO = "aspect_ratio";
  private static final String QUALITY = "quality";
  private static final String IMAGE_URLS = "image_urls";
  private static final String VIDEO_URLS = "video_urls";
  private static final String AUDIO_URLS = "audio_urls";

  VideoRequest(VideoModel model, Map<String, Object> properties) {
    super(model, properties);
  }

  /**
   * {@return a builder for a video of {@code prompt}} There is no default model: prices differ by
   * orders of magnitude.
   *
   * @throws IllegalArgumentException if the prompt is blank
   */
  public static Builder builder(VideoModel model, String prompt) {
    return new Builder(model, Map.of()).prompt(prompt);
  }

  /** {@return a builder without a prompt, for models that need none, such as upscalers} */
  public static Builder builder(VideoModel model) {
    return new Builder(model, Map.of());
  }

  /** {@return a builder with the fields of this request} */
  public Builder toBuilder() {
    return new Builder(model(), properties());
  }

  @Override
  public VideoRequest mapMedia(MediaMapper mapper) {
    Map<String, Object> mapped = mapped(mapper);
    return mapped == properties() ? this : new VideoRequest(model(), mapped);
  }

  @Override
  public @Nullable RequestType requestType() {
    return VideoGenerationRequest.typeOf(model()).orElse(null);
  }

  /** Collects the fields of a {@link VideoRequest}. Not thread-safe; may be used again. */
  public static final class Builder extends OpenRequestBuilder<VideoModel, VideoRequest, Builder> {
    private Builder(VideoModel model, Map<String, Object> properties) {
      super(model, properties);
    }

    /**
     * Sets the length in whole seconds. Models with other values take them through {@link #set}.
     * The limits of the model are checked in {@link #build}. Longer videos cost more.
     */
    public Builder duration(int seconds) {
      return put(DURATION, (long) seconds);
    }

    /** Sets the aspect ratio; {@link #build} refuses one that is not documented for the model. */
    public Builder aspectRatio(AspectRatio ratio) {
      return putWord(ASPECT_RATIO, ratio);
    }

    /** Sets the resolution, for instance {@code 720p}. Higher resolutions cost more. */
    public Builder quality(VideoResolution resolution) {
      return putWord(QUALITY, resolution);
    }

    /** Adds an image. The model gives a meaning to their order: first frame, last frame … */
    public Builder image(MediaSource picture) {
      return addMedia(IMAGE_URLS, Objects.requireNonNull(picture, "picture"));
    }

    /** Replaces all images; an empty collection removes them. */
    public Builder images(Collection<MediaSource> pictures) {
      return putMedia(IMAGE_URLS, Objects.requireNonNull(pictures, "pictures"));
    }

    /** Adds a video to edit or to use as a reference. */
    public Builder video(MediaSource video) {
      return addMedia(VIDEO_URLS, Objects.requireNonNull(video, "video"));
    }

    /** Adds audio to use as a reference. */
    public Builder audio(MediaSource sound) {
      return addMedia(AUDIO_URLS, Objects.requireNonNull(sound, "sound"));
    }

    @Override
    @Nullable RequestType typeOf(VideoModel model) {
      return VideoGenerationRequest.typeOf(model).orElse(null);
    }

    @Override
    Kind medium() {
      return Kind.VIDEO;
    }

    @Override
    VideoRequest create(VideoModel model, Map<String, Object> properties) {
      return new VideoRequest(model, properties);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
