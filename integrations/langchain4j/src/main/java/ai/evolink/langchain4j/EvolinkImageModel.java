package ai.evolink.langchain4j;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.WaitOptions;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestType;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.output.Response;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pictures from any image model of Evolink. Immutable and thread-safe; each call blocks until the
 * task has ended, and each that the service accepts is paid.
 *
 * <pre>{@code
 * ImageModel model = EvolinkImageModel.builder().client(evolink).size("1536x1024").build();
 * Response<Image> cat = model.generate("A cat playing on the grass");
 * }</pre>
 *
 * <p>An option that the model does not document is refused by an {@link IllegalArgumentException}
 * before anything is sent. Failures are exceptions of LangChain4j, with the {@code
 * EvolinkException} as their cause; one is a {@code RetriableException} only if it provably cost
 * nothing. Nothing is tried again here. {@link EvolinkMetadata} names what an answer tells of its
 * task.
 */
public final class EvolinkImageModel implements dev.langchain4j.model.image.ImageModel {
  private static final String IMAGES = "image_urls";
  private static final String MASK = "mask_url";
  private static final String COUNT = "n";
  private static final Pattern PIXELS = Pattern.compile("(\\d{1,6})[x×](\\d{1,6})");

  private final EvolinkClient client;
  private final WaitOptions wait;
  private final boolean base64;

  /** A request without a prompt. */
  private final ImageRequest template;

  private EvolinkImageModel(Builder builder) {
    this.template = builder.template();
    this.wait = builder.waitToUse();
    this.base64 = builder.base64;
    this.client = builder.clientToUse();
  }

  /** {@return a builder that needs a client or a key} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the id of the model} */
  public String modelName() {
    return template.model().value();
  }

  @Override
  public Response<Image> generate(String prompt) {
    return one(template.toBuilder().prompt(prompt));
  }

  /**
   * {@inheritDoc} The service may make fewer than {@code n}, and charges those it makes.
   *
   * @throws IllegalArgumentException if the model makes one picture only, or not so many
   */
  @Override
  public Response<List<Image>> generate(String prompt, int n) {
    ImageRequest.Builder request = template.toBuilder().prompt(prompt);
    if (n != 1) {
      requireTaken(COUNT, "n = " + n);
      request.set(COUNT, n);
    }
    return all(request);
  }

  /**
   * {@inheritDoc} A picture that is not a link is uploaded first.
   *
   * @throws IllegalArgumentException if the model takes no pictures, or not this one
   */
  @Override
  public Response<Image> edit(Image image, String prompt) {
    return one(editing(image, prompt));
  }

  /**
   * {@inheritDoc} In the mask, what is transparent is drawn anew. It is a png as large as the
   * picture.
   *
   * @throws IllegalArgumentException if the model takes no masks, or not this one
   */
  @Override
  public Response<Image> edit(Image image, Image mask, String prompt) {
    ImageRequest.Builder request = editing(image, prompt);
    requireTaken(MASK, "mask");
    return one(request.set(MASK, MediaFiles.source(mask, "mask")));
  }

  private ImageRequest.Builder editing(Image image, String prompt) {
    MediaSource source = MediaFiles.source(image, "image");
    requireTaken(IMAGES, "image");
    return template.toBuilder().prompt(prompt).reference(source);
  }

  /** Refuses what the model does not have, or what is set already. */
  private void requireTaken(String property, String option) {
    RequestType type = template.requestType();
    if (type != null && type.property(property).isEmpty()) {
      throw new IllegalArgumentException(
          option
              + " is not possible: model "
              + modelName()
              + " has no "
              + property
              + "; it has: "
              + String.join(", ", type.properties().stream().map(each -> each.name()).toList()));
    }
    if (template.properties().containsKey(property)) {
      throw new IllegalArgumentException(
          option + " is not possible: customParameters has set " + property);
    }
  }

  private Response<Image> one(ImageRequest.Builder request) {
    Response<List<Image>> all = all(request);
    return Response.from(all.content().get(0), null, null, all.metadata());
  }

  private Response<List<Image>> all(ImageRequest.Builder builder) {
    ImageRequest request = builder.build();
    Generation made = Failures.result(client.images().generate(request, wait));
    List<Image> images = MediaFiles.of(made).stream().map(file -> image(made, file)).toList();
    if (base64) {
      made.markSaved();
    }
    return Response.from(
        images, null, null, EvolinkMetadata.of(made, modelName(), request.properties()));
  }

  private Image image(Generation made, Artifact file) {
    Image.Builder image = Image.builder();
    if (base64) {
      image.base64Data(Base64.getEncoder().encodeToString(MediaFiles.read(made, file)));
    } else {
      image.url(file.uri());
    }
    return image.mimeType(file.mediaType().orElse(null)).build();
  }

  /** Collects the settings of an {@link EvolinkImageModel}. Not thread-safe; may be used again. */
  public static final class Builder extends ModelBuilder<Builder> {
    private ImageModel model = ImageRequest.DEFAULT_MODEL;
    private @Nullable String size;
    private @Nullable String quality;
    private boolean base64;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Sets the id of the model, known or not. Default: {@link ImageRequest#DEFAULT_MODEL}. */
    public Builder modelName(String modelName) {
      this.model = ImageModel.of(modelName);
      return this;
    }

    /** Sets the model. Default: {@link ImageRequest#DEFAULT_MODEL}. */
    public Builder modelName(ImageModel modelName) {
      this.model = Objects.requireNonNull(modelName, "modelName");
      return this;
    }

    /**
     * Sets the size: as the model documents it, such as {@code 16:9}; or in pixels, such as {@code
     * 1536x1024}, which become the nearest size that the model documents, as {@link
     * ImageRequest.Builder#dimensions} says. Default: the service chooses.
     */
    public Builder size(String size) {
      this.size = Objects.requireNonNull(size, "size");
      return this;
    }

    /**
     * Sets the quality, in the words of the model: the resolution for some, such as {@code 2K}, the
     * effort for others, such as {@code high}. Better costs more. Default: the model's own.
     */
    public Builder quality(String quality) {
      this.quality = Objects.requireNonNull(quality, "quality");
      return this;
    }

    /**
     * Says whether pictures come as Base64 in place of links. A link ends after about a day; Base64
     * is downloaded before the call returns, and held in memory. Default: links.
     */
    public Builder base64(boolean base64) {
      this.base64 = base64;
      return this;
    }

    private ImageRequest template() {
      ImageRequest.Builder request = ImageRequest.builder(model);
      if (size != null) {
        requireOnce("size", size);
        size(request, size);
      }
      if (quality != null) {
        requireOnce("quality", quality);
        request.set("quality", quality);
      }
      parameters().forEach(request::set);
      return request.buildUnchecked();
    }

    private static void size(ImageRequest.Builder request, String size) {
      Matcher pixels = PIXELS.matcher(size);
      if (pixels.matches() && request.buildUnchecked().requestType() != null) {
        request.dimensions(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)));
      } else {
        request.set("size", size);
      }
    }

    /**
     * {@return the model}
     *
     * @throws IllegalArgumentException if there is neither a client nor a key, if an option is set
     *     twice, or if the size is in pixels and the model documents none that is near
     */
    public EvolinkImageModel build() {
      return new EvolinkImageModel(this);
    }
  }
}
