package ai.evolink;

import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.MediaMapper;
import ai.evolink.model.RequestType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for audio from any model, whether or not this SDK knows it. Immutable.
 *
 * <pre>{@code
 * AudioRequest.builder(AudioModel.SUNO_V5, "A cheerful summer pop song").build();
 * }</pre>
 *
 * <p>Audio models share little more than a prompt; {@link Builder#set} sets any other property. The
 * generated request type of a model has exactly the fields of that model.
 */
public final class AudioRequest extends OpenRequest<AudioModel> implements AudioGenerationRequest {
  AudioRequest(AudioModel model, Map<String, Object> properties) {
    super(model, properties);
  }

  /**
   * {@return a builder for audio described by {@code prompt}} There is no default model, because no
   * single model makes both songs and speech.
   *
   * @throws IllegalArgumentException if the prompt is blank
   */
  public static Builder builder(AudioModel model, String prompt) {
    return new Builder(model, Map.of()).prompt(prompt);
  }

  /** {@return a builder without a prompt, for models that need none} */
  public static Builder builder(AudioModel model) {
    return new Builder(model, Map.of());
  }

  /** {@return a builder that starts with what this request has} */
  public Builder toBuilder() {
    return new Builder(model(), properties());
  }

  @Override
  public AudioRequest mapMedia(MediaMapper mapper) {
    Map<String, Object> mapped = mapped(mapper);
    return mapped == properties() ? this : new AudioRequest(model(), mapped);
  }

  @Override
  public @Nullable RequestType requestType() {
    return AudioGenerationRequest.typeOf(model()).orElse(null);
  }

  /** Collects the fields of an {@link AudioRequest}. Not thread-safe; may be used again. */
  public static final class Builder extends OpenRequestBuilder<AudioModel, AudioRequest, Builder> {
    private Builder(AudioModel model, Map<String, Object> properties) {
      super(model, properties);
    }

    @Override
    @Nullable RequestType typeOf(AudioModel model) {
      return AudioGenerationRequest.typeOf(model).orElse(null);
    }

    @Override
    Kind medium() {
      return Kind.AUDIO;
    }

    @Override
    AudioRequest create(AudioModel model, Map<String, Object> properties) {
      return new AudioRequest(model, properties);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
