package ai.evolink.springai;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.WaitOptions;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.ImageResponseMetadata;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation;

/**
 * Pictures from any image model of Evolink. Immutable and thread-safe; each call blocks until the
 * task has ended, and each that the service accepts is paid.
 *
 * <p>An option that the model does not document is refused by an {@link IllegalArgumentException}
 * before anything is sent. Failures are {@code EvolinkException}s, which say whether something was
 * charged. Nothing is tried again here. {@link EvolinkMetadata} names what a response tells of its
 * task.
 */
public final class EvolinkImageModel implements ImageModel {
  private static final ImageModelObservationConvention CONVENTION =
      new DefaultImageModelObservationConvention();
  private static final String URL = "url";
  private static final String BASE64 = "b64_json";

  private final EvolinkClient client;
  private final EvolinkImageOptions options;
  private final WaitOptions wait;
  private final ObservationRegistry observations;
  private final @Nullable ImageModelObservationConvention convention;

  private EvolinkImageModel(Builder builder) {
    this.client = builder.client;
    this.options = builder.options;
    this.wait = builder.wait;
    this.observations = builder.observations;
    this.convention = builder.convention;
  }

  /** {@return a builder for a model that uses {@code client}, which stays the caller's to close} */
  public static Builder builder(EvolinkClient client) {
    return new Builder(client);
  }

  /** {@return the options for what a prompt leaves open} */
  public EvolinkImageOptions getOptions() {
    return options;
  }

  /**
   * {@inheritDoc} The prompt must have one message. Its media, which Spring AI has from 2.0, are
   * the pictures to edit. The service may make fewer pictures than were asked for, and charges
   * those it makes.
   *
   * @throws IllegalArgumentException if the model does not document what is asked for
   */
  @Override
  public ImageResponse call(ImagePrompt prompt) {
    EvolinkImageOptions merged = EvolinkImageOptions.merged(prompt.getOptions(), options);
    boolean base64 = isBase64(merged.getResponseFormat());
    ImageRequest request = ImageRequests.of(prompt.getInstructions(), merged);
    ImageModelObservationContext context =
        ImageModelObservationContext.builder()
            .imagePrompt(new ImagePrompt(prompt.getInstructions(), named(merged, request)))
            .provider("evolink")
            .build();
    return Objects.requireNonNull(
        ImageModelObservationDocumentation.IMAGE_MODEL_OPERATION
            .observation(convention, CONVENTION, () -> context, observations)
            .observe(
                () -> {
                  ImageResponse response = make(request, base64);
                  context.setResponse(response);
                  return response;
                }));
  }

  /** With its model named, whoever chose it, so that an observation can tell. */
  private static EvolinkImageOptions named(EvolinkImageOptions merged, ImageRequest request) {
    return EvolinkImageOptions.merged(
        EvolinkImageOptions.builder().model(request.model().value()).build(), merged);
  }

  private static boolean isBase64(@Nullable String responseFormat) {
    if (responseFormat == null || responseFormat.equals(URL)) {
      return false;
    }
    if (!responseFormat.equals(BASE64)) {
      throw new IllegalArgumentException(
          "responseFormat must be " + URL + " or " + BASE64 + ", but is " + responseFormat);
    }
    return true;
  }

  private ImageResponse make(ImageRequest request, boolean base64) {
    Generation made = client.images().generate(request, wait).result();
    List<ImageGeneration> images =
        Results.of(made).stream()
            .map(file -> new ImageGeneration(image(made, file, base64)))
            .toList();
    if (base64) {
      made.markSaved();
    }
    ImageResponseMetadata metadata =
        new ImageResponseMetadata(made.task().submittedAt().toEpochMilli());
    return new ImageResponse(
        images,
        EvolinkMetadata.into(metadata, made, request.model().value(), request.properties()));
  }

  private static Image image(Generation made, Artifact file, boolean base64) {
    return base64
        ? new Image(null, Base64.getEncoder().encodeToString(Results.read(made, file)))
        : new Image(file.uri().toString(), null);
  }

  /** Collects the settings of an {@link EvolinkImageModel}. Not thread-safe; may be used again. */
  public static final class Builder {
    private final EvolinkClient client;
    private EvolinkImageOptions options = EvolinkImageOptions.builder().build();
    private WaitOptions wait = WaitOptions.ofDefaults();
    private ObservationRegistry observations = ObservationRegistry.NOOP;
    private @Nullable ImageModelObservationConvention convention;

    private Builder(EvolinkClient client) {
      this.client = Objects.requireNonNull(client, "client");
    }

    /** Sets the options for what a prompt leaves open. Default: none. */
    public Builder options(EvolinkImageOptions options) {
      this.options = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * Sets how long to wait for the task, counted from the time at which the service accepts it. A
     * task that takes longer goes on. Default: 10 minutes.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder timeout(Duration timeout) {
      this.wait = WaitOptions.of(timeout);
      return this;
    }

    /** Sets where calls are observed. Default: nowhere. */
    public Builder observationRegistry(ObservationRegistry registry) {
      this.observations = Objects.requireNonNull(registry, "registry");
      return this;
    }

    /** Sets how calls are observed. Default: as Spring AI does. */
    public Builder observationConvention(ImageModelObservationConvention convention) {
      this.convention = Objects.requireNonNull(convention, "convention");
      return this;
    }

    /** {@return the model} */
    public EvolinkImageModel build() {
      return new EvolinkImageModel(this);
    }
  }
}
