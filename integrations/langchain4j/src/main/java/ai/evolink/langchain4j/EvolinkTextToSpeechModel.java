package ai.evolink.langchain4j;

import ai.evolink.Artifact;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.WaitOptions;
import ai.evolink.model.AudioModel;
import ai.evolink.model.RequestType;
import dev.langchain4j.Experimental;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Speech from an audio model of Evolink. Immutable and thread-safe; each call blocks until the task
 * has ended and its sound is here, and each that the service accepts is paid.
 *
 * <p>Options that the model does not document, failures and repetitions are treated as {@link
 * EvolinkImageModel} says. Experimental, as LangChain4j's interface is.
 */
@Experimental
public final class EvolinkTextToSpeechModel implements TextToSpeechModel {
  /** The model used unless another is set: the one that has voices of its own. */
  public static final AudioModel DEFAULT_MODEL = AudioModel.QWEN_AUDIO_3_1_TTS_FLASH;

  private static final String VOICE = "voice";

  private final EvolinkClient client;
  private final WaitOptions wait;

  /** A request without a text. */
  private final AudioRequest template;

  private EvolinkTextToSpeechModel(Builder builder) {
    this.template = builder.template();
    this.wait = builder.waitToUse();
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

  /**
   * {@inheritDoc} The answer has the bytes of the sound, and tells of the task.
   *
   * @throws IllegalArgumentException if the model does not take the text or the voice
   */
  @Override
  public EvolinkTextToSpeechResponse synthesize(TextToSpeechRequest request) {
    if (request == null) {
      throw new IllegalArgumentException("request is required, but is null");
    }
    AudioRequest.Builder builder = template.toBuilder().prompt(request.text());
    if (request.voice() != null) {
      requireVoices(template.requestType(), template.model(), request.voice());
      builder.set(VOICE, request.voice());
    }
    AudioRequest asked = builder.build();
    Generation made = Failures.result(client.audios().generate(asked, wait));
    Artifact file = MediaFiles.of(made).get(0);
    byte[] bytes = MediaFiles.read(made, file);
    made.markSaved();
    Audio audio =
        Audio.builder()
            .url(file.uri())
            .binaryData(bytes)
            .mimeType(file.mediaType().orElse(null))
            .build();
    return new EvolinkTextToSpeechResponse(
        audio, EvolinkMetadata.of(made, modelName(), asked.properties()));
  }

  @Override
  public EvolinkTextToSpeechResponse synthesize(String text) {
    return synthesize(TextToSpeechRequest.builder(text).build());
  }

  private static void requireVoices(@Nullable RequestType type, AudioModel model, String voice) {
    if (type != null && type.property(VOICE).isEmpty()) {
      throw new IllegalArgumentException(
          "voice \""
              + voice
              + "\" is not possible: model "
              + model.value()
              + " has no "
              + VOICE
              + "; it has: "
              + String.join(", ", type.properties().stream().map(each -> each.name()).toList()));
    }
  }

  /**
   * Collects the settings of an {@link EvolinkTextToSpeechModel}. Not thread-safe; may be used
   * again.
   */
  public static final class Builder extends ModelBuilder<Builder> {
    private AudioModel model = DEFAULT_MODEL;
    private @Nullable String voice;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Sets the id of the model, known or not. Default: {@link #DEFAULT_MODEL}. */
    public Builder modelName(String modelName) {
      this.model = AudioModel.of(modelName);
      return this;
    }

    /** Sets the model. Default: {@link #DEFAULT_MODEL}. */
    public Builder modelName(AudioModel modelName) {
      this.model = Objects.requireNonNull(modelName, "modelName");
      return this;
    }

    /**
     * Sets the voice for requests that name none. Default: the model's own, if it has one; {@code
     * qwen3-tts-vd} has none, and needs one that {@code qwen-voice-design} made.
     */
    public Builder voice(String voice) {
      this.voice = Objects.requireNonNull(voice, VOICE);
      return this;
    }

    private AudioRequest template() {
      AudioRequest.Builder request = AudioRequest.builder(model);
      if (voice != null) {
        requireOnce(VOICE, voice);
        requireVoices(request.buildUnchecked().requestType(), model, voice);
        request.set(VOICE, voice);
      }
      parameters().forEach(request::set);
      return request.buildUnchecked();
    }

    /**
     * {@return the model}
     *
     * @throws IllegalArgumentException if there is neither a client nor a key, if an option is set
     *     twice, or if the model has no voices to choose from
     */
    public EvolinkTextToSpeechModel build() {
      return new EvolinkTextToSpeechModel(this);
    }
  }
}
